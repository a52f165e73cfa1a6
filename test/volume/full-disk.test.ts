import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { describeAsRoot, fillUp, tinyDisk } from '../audit/sinks/mounts.ts';
import { verifyFolder } from '../audit/sinks/read-log.ts';
import { run } from '../cli/run.ts';
import { apiAuditOf, recordedDecisions } from '../support/killed-webhook.ts';
import { reviewOf } from '../support/review.ts';
import { untilTrue } from '../support/until-true.ts';
import { startWebhookProcess, type WebhookProcess } from '../support/webhook-process.ts';

const notRecorded = 'mirrorguard could not write the audit record of this request in time';
const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const wildcard = idms('team').mirror('quay.io/team', ['*.example.com']);

type Outcome = 'allowed' | 'allowed, not recorded' | 'denied by rules' | 'denied, not recorded';

interface Sent {
  readonly uid: string;
  readonly time: string;
  readonly outcome: Outcome;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A webhook process and a client; the audit log and the state folder are on one small disk. */
class Session {
  readonly sent: Sent[] = [];
  readonly logs: string;
  readonly #args: readonly string[];
  #webhook: WebhookProcess | undefined;

  constructor(folder: string, more: readonly string[]) {
    this.logs = join(folder, 'logs');
    mkdirSync(this.logs, { recursive: true });
    const files = ['--audit-file', join(this.logs, 'audit.log'), '--state-dir', join(folder, 'state')];
    this.#args = [...files, ...more];
  }

  async start(): Promise<void> {
    this.#webhook = await startWebhookProcess(this.#args);
  }

  get webhook(): WebhookProcess {
    if (this.#webhook === undefined) throw new Error('not started');
    return this.#webhook;
  }

  async send(object = good): Promise<Outcome> {
    const uid = `uid-${this.sent.length}`;
    const headers = { 'Content-Type': 'application/json' };
    const options = { method: 'POST', agent: false, rejectUnauthorized: false, headers } as const;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    request(`${this.webhook.url}/validate`, options, (response) => resolve(text(response)))
      .on('error', reject)
      .end(JSON.stringify(reviewOf(object, { uid })));
    const { allowed, status, warnings = [], auditAnnotations } = JSON.parse(await promise).response;
    const said = [status?.message ?? '', ...warnings].join('\n');
    const outcome: Outcome = said.includes(notRecorded)
      ? `${allowed ? 'allowed' : 'denied'}, not recorded`
      : allowed
        ? 'allowed'
        : 'denied by rules';
    this.sent.push({ uid, time: new Date().toISOString(), outcome, annotations: auditAnnotations });
    return outcome;
  }

  async sendAll(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) await this.send();
  }

  async readiness(): Promise<number> {
    return (await fetch(`${this.webhook.healthUrl}/readyz`)).status;
  }

  uidsOf(...outcomes: readonly Outcome[]): readonly string[] {
    return this.sent.filter(({ outcome }) => outcomes.includes(outcome)).map(({ uid }) => uid);
  }

  get recorded(): readonly string[] {
    return recordedDecisions(this.logs).map(({ uid }) => uid);
  }
}

/** More records than fit into the last page of the file. */
const many = 40;
const diskBytes = 1024 * 1024;

describeAsRoot('a webhook process on a full disk', () => {
  it.each([
    ['deny', 'denied, not recorded'],
    ['warn', 'allowed, not recorded'],
  ] as const)(
    'follows --on-internal-error %s with a durable log, and records each decision again afterwards',
    async (setting, unrecorded) => {
      using disk = tinyDisk(diskBytes);
      const args = ['--audit-fsync', 'durable', '--on-internal-error', setting];
      const session = new Session(disk.folder, args);
      await session.start();
      await session.sendAll(3);
      const ballast = fillUp(disk.folder);
      await session.sendAll(many);
      // A full disk must not allow what the rules deny.
      expect(await session.send(wildcard)).toBe('denied by rules');
      expect(await session.readiness()).toBe(503);
      rmSync(ballast);
      expect(await session.send()).toBe('allowed');
      expect(await session.webhook.stop()).toBe(0);

      const lost = session.uidsOf(unrecorded, 'denied by rules');
      expect(session.recorded).toEqual(session.uidsOf('allowed'));
      expect(session.uidsOf('allowed').slice(0, 3)).toEqual(['uid-0', 'uid-1', 'uid-2']);
      expect(session.uidsOf('allowed').length + lost.length).toBe(session.sent.length);
      expect(lost.length).toBeGreaterThan(10);
      const { code, out } = await verifyFolder(session.logs);
      expect(out).toContain(`${lost.length} decisions before record`);
      expect(code).toBe(0);
    },
    60_000,
  );

  it.each(['never', 'interval', 'always'])(
    'buffers records with --audit-fsync %s, and writes all of them when space is free again',
    async (fsync) => {
      using disk = tinyDisk(diskBytes);
      const session = new Session(disk.folder, ['--audit-fsync', fsync]);
      await session.start();
      await session.sendAll(3);
      const ballast = fillUp(disk.folder);
      await session.sendAll(many);
      await untilTrue(() => session.recorded.length > 0);
      expect(session.recorded.length).toBeLessThan(many);
      expect(await session.readiness()).toBe(200);
      rmSync(ballast);
      await session.sendAll(1);
      expect(await session.webhook.stop()).toBe(0);
      expect(session.uidsOf('allowed')).toHaveLength(many + 4);
      expect(session.recorded).toEqual(session.uidsOf('allowed'));
      expect(await verifyFolder(session.logs)).toMatchObject({ code: 0 });
    },
    60_000,
  );

  it.each(['durable', 'always', 'interval', 'never'])(
    'leaves a log that is true with --audit-fsync %s if it is killed meanwhile',
    async (fsync) => {
      using disk = tinyDisk(diskBytes);
      const session = new Session(disk.folder, ['--audit-fsync', fsync]);
      await session.start();
      await session.sendAll(3);
      const ballast = fillUp(disk.folder);
      await session.sendAll(many);
      await session.webhook.kill();
      rmSync(ballast);
      await session.start();
      await session.sendAll(1);
      expect(await session.webhook.stop()).toBe(0);

      const recorded = new Set(session.recorded);
      const lost = session.sent.filter(({ uid }) => !recorded.has(uid));
      expect(lost.length).toBeGreaterThan(10);
      if (fsync === 'durable') expect(lost.map(({ outcome }) => outcome)).not.toContain('allowed');
      expect(session.recorded.at(-1)).toBe(session.sent.at(-1)?.uid);
      expect(await verifyFolder(session.logs)).toMatchObject({
        code: 0,
        out: expect.stringContaining('ended without closing the log'),
      });
      // The API server lists each decision that has no record.
      const apiLog = join(disk.folder, 'api.log');
      writeFileSync(apiLog, apiAuditOf(session.sent));
      const joined = await run([
        ...['audit', 'verify', '--api-audit', apiLog, '-o', 'json', join(session.logs, 'audit.log')],
      ]);
      const { problems } = JSON.parse(joined.out) as { problems: readonly { readonly message: string }[] };
      const anchored = lost.filter(({ annotations }) => annotations.record !== undefined);
      const missing = problems.map(({ message }) => /request (\S+) is missing/.exec(message)?.[1]);
      expect(missing).toEqual(expect.arrayContaining(anchored.slice(0, 10).map(({ uid }) => uid)));
    },
    60_000,
  );

  it('starts, serves and recovers if the disk was full before it started', async () => {
    using disk = tinyDisk(diskBytes);
    const session = new Session(disk.folder, ['--audit-fsync', 'durable']);
    const ballast = fillUp(disk.folder);
    await session.start();
    expect(await session.send()).toBe('denied, not recorded');
    expect(await session.send(wildcard)).toBe('denied by rules');
    rmSync(ballast);
    expect(await session.send()).toBe('allowed');
    expect(await session.webhook.stop()).toBe(0);
    expect(session.recorded).toEqual(session.uidsOf('allowed'));
    expect(await verifyFolder(session.logs)).toMatchObject({ code: 0 });
  }, 60_000);
});
