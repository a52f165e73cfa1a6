import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { maxWaiting } from '../../src/audit/sinks/audit-log.ts';
import { auditFolder } from '../audit/sinks/audit-parts.ts';
import { logFiles, readLog, verifyFolder } from '../audit/sinks/read-log.ts';
import { run } from '../cli/run.ts';
import { startWebhookProcess, type WebhookProcess } from '../support/webhook-process.ts';

const rounds = 6;

function reviewOf(uid: string): string {
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid,
      kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
      operation: 'CREATE',
      name: 'team',
      userInfo: { username: 'alice', groups: ['team'] },
      object: {
        apiVersion: 'config.openshift.io/v1',
        kind: 'ImageDigestMirrorSet',
        metadata: { name: 'team' },
        spec: {},
      },
    },
  });
}

/** A response that arrived. */
interface Acknowledged {
  readonly uid: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly time: string;
}

function send(url: string, uid: string, agent: Agent): Promise<Acknowledged | undefined> {
  return new Promise((resolve) => {
    const headers = { 'Content-Type': 'application/json' };
    const call = request(
      `${url}/validate`,
      { method: 'POST', agent, rejectUnauthorized: false, headers },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          body += part;
        });
        response.on('end', () => {
          // An overloaded webhook sends requests to other replicas.
          if (response.statusCode === 503) return resolve(undefined);
          const { uid: answered, auditAnnotations: annotations } = JSON.parse(body).response;
          expect([response.statusCode, answered, annotations.uid]).toEqual([200, uid, uid]);
          resolve({ uid, annotations, time: new Date().toISOString() });
        });
        response.on('error', () => resolve(undefined));
      },
    );
    call.on('error', () => resolve(undefined));
    call.end(reviewOf(uid));
  });
}

interface Load {
  readonly round: number;
  readonly clients: number;
  readonly responsesBeforeKill: number;
}

/** Sends requests over several connections and kills the webhook after a number of responses. */
async function sendUntilKilled(
  webhook: WebhookProcess,
  { round, clients, responsesBeforeKill }: Load,
): Promise<readonly Acknowledged[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const acknowledged: Acknowledged[] = [];
  let killed: Promise<void> | undefined;
  const client = async (number: number) => {
    for (let call = 0; killed === undefined; call += 1) {
      const response = await send(webhook.url, `round-${round}-client-${number}-call-${call}`, agent);
      if (response === undefined) continue;
      acknowledged.push(response);
      if (acknowledged.length >= responsesBeforeKill) killed ??= webhook.kill();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  await killed;
  agent.destroy();
  return acknowledged;
}

/** The events that an API server would write about the responses. */
function apiAuditOf(responses: readonly Acknowledged[]): string {
  return responses
    .map(({ annotations, time }) => {
      const named = Object.entries(annotations).map(([key, value]) => [
        `validate.mirrorguard.io/${key}`,
        value,
      ]);
      const event = { kind: 'Event', stageTimestamp: time, annotations: Object.fromEntries(named) };
      return `${JSON.stringify(event)}\n`;
    })
    .join('');
}

interface RecordedDecision {
  readonly uid: string;
  readonly time: string;
  readonly chain: { readonly log: string; readonly seq: number };
}

/** All decisions in the files of a folder. */
function recordedDecisions(folder: string): readonly RecordedDecision[] {
  return logFiles(folder)
    .filter((name) => !name.includes('.partial-'))
    .flatMap((name) => readLog(join(folder, name)) as unknown as readonly RecordedDecision[])
    .filter(({ uid }) => uid !== undefined);
}

describe('a durable audit log', () => {
  it('has every decision that was sent, even if the webhook is killed during writes', async () => {
    using at = auditFolder();
    mkdirSync(at.path('logs'));
    const path = at.path('logs/audit.log');
    // Small files, so that it is killed while it changes from one to the next as well.
    const args = ['--audit-file', path, '--audit-fsync', 'durable', '--audit-max-bytes', '20000'];
    const start = () => startWebhookProcess([...args, '--state-dir', at.path('state')]);

    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const load = { round, clients: 8, responsesBeforeKill: 50 + 37 * round };
      acknowledged.push(...(await sendUntilKilled(await start(), load)).map(({ uid }) => uid));
    }
    const last = await start();
    expect(await last.stop()).toBe(0);

    const recorded = new Set(recordedDecisions(at.path('logs')).map(({ uid }) => uid));
    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 50);
    expect(acknowledged.filter((uid) => !recorded.has(uid))).toEqual([]);
    expect(await verifyFolder(at.path('logs'))).toMatchObject({ code: 0 });
  }, 120_000);
});

describe('an audit log that is not durable', () => {
  it.each(['never', 'interval', 'always'])(
    'loses only the last decisions of a killed process, and verification with the log of the API server lists them: %s',
    async (fsync) => {
      using at = auditFolder();
      mkdirSync(at.path('logs'));
      const path = at.path('logs/audit.log');
      const args = ['--audit-file', path, '--audit-fsync', fsync, '--state-dir', at.path('state')];
      const load = { round: 0, clients: 24, responsesBeforeKill: 600 };
      const acknowledged = await sendUntilKilled(await startWebhookProcess(args), load);
      expect(await (await startWebhookProcess(args)).stop()).toBe(0);

      const decisions = recordedDecisions(at.path('logs'));
      const recorded = new Set(decisions.map(({ uid }) => uid));
      const lost = acknowledged.filter(({ uid }) => !recorded.has(uid));
      // The process started with the record of its policy, so the decisions are the records from 2 on.
      expect(decisions.map(({ chain: { seq } }) => seq)).toEqual(decisions.map((_, index) => index + 2));
      // The queue, and a few turns of the event loop with a response for each client.
      expect(lost.length).toBeLessThanOrEqual(maxWaiting + 10 * load.clients);

      const { code, out } = await verifyFolder(at.path('logs'));
      expect(code).toBe(0);
      expect(out).toContain('ended without closing the log; decisions after its record');
      writeFileSync(at.path('api.log'), apiAuditOf(acknowledged));
      const joined = await run(['audit', 'verify', '--api-audit', at.path('api.log'), '-o', 'json', path]);
      const times = acknowledged.map(({ time }) => time).sort();
      const sent = new Set(acknowledged.map(({ uid }) => uid));
      // The process was killed before these responses arrived.
      const unused = decisions.filter(
        ({ uid, time }) => !sent.has(uid) && time >= (times[0] ?? '') && time <= (times.at(-1) ?? ''),
      );
      const { isVerified, problems, problemCount } = JSON.parse(joined.out);
      expect(problemCount).toBe(lost.length + unused.length);
      expect(isVerified).toBe(problemCount === 0);
      const messages = problems.map(({ message }: { readonly message: string }) => message);
      for (const { uid, annotations } of lost.slice(0, 20))
        expect(messages).toContainEqual(
          expect.stringContaining(`record ${annotations.record} of request ${uid} is missing`),
        );
    },
    120_000,
  );
});
