import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import { idms } from '../../src/rules/example.ts';
import { cliProgram } from '../support/bundles.ts';
import { reviewOf } from '../support/review.ts';
import { sendReview } from './support/direct-review.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods, readPodLogs } from './support/pods.ts';
import { release } from './support/release.ts';
import { expectSuccess, runCommand } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

interface ApiServerEvent {
  readonly verb: string;
  readonly objectRef?: { readonly name?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

describeOnOwnCluster("the API server's audit log", 'access to the audit log file', (state) => {
  async function apiServerEvents(): Promise<readonly string[]> {
    return (await readFile(join(state, 'audit.log'), 'utf8')).trimEnd().split('\n');
  }

  /** The event of the only write of this object. */
  async function eventOf(name: string): Promise<ApiServerEvent> {
    const events = (await apiServerEvents()).map((line) => JSON.parse(line) as ApiServerEvent);
    const found = events.filter((event) => event.objectRef?.name === name && event.verb === 'create');
    expect(found).toHaveLength(1);
    return found[0] as ApiServerEvent;
  }

  beforeAll(() => installStandard());

  it('contains the decision and the id of its audit record', async () => {
    await kubectlWith(idms('audited-good').mirror('quay.io/team/app', ['mirror.example.com']), ['create']);
    const { annotations } = await eventOf('audited-good');
    expect(annotations).toMatchObject({
      'validate.mirrorguard.io/verdict': 'allow',
      'validate.mirrorguard.io/warned': 'no-bare-host-mirror',
    });
    const records = (await readPodLogs()).filter(
      ({ uid }) => uid === annotations?.['validate.mirrorguard.io/uid'],
    );
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ stage: 'validate', name: 'audited-good', verdict: 'allow' });
  });

  it('contains the ids of the denying rules', async () => {
    await kubectlWith(idms('audited-bad').mirror('quay.io/team', ['*.example.com']), ['create']);
    const { annotations } = await eventOf('audited-bad');
    expect(annotations).toMatchObject({
      'mutate.mirrorguard.io/verdict': 'deny',
      'mutate.mirrorguard.io/denied': 'no-wildcard-mirror',
    });
    const records = (await readPodLogs()).filter(
      ({ uid }) => uid === annotations?.['mutate.mirrorguard.io/uid'],
    );
    expect(records).toMatchObject([{ stage: 'mutate', name: 'audited-bad', verdict: 'deny' }]);
  });

  it('contains the id of each mutation', async () => {
    await kubectlWith(idms('audited-mutation').mirror('quay.io/team', ['mirror.example.com/team/']), [
      'create',
    ]);
    expect((await eventOf('audited-mutation')).annotations).toMatchObject({
      'mutate.mirrorguard.io/mutated.remove-trailing-slash': 'true',
    });
  });

  describe('joined with the logs of all replicas', () => {
    const forgedUid = 'forged-by-a-client-on-the-network';
    let folder = '';
    let events: readonly string[] = [];
    let logs: readonly string[] = [];
    let forgedAt = '';

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'mirrorguard-e2e-audit-'));
      const before = (await apiServerEvents()).length;
      for (let number = 0; number < 12; number += 1) {
        const [name, mirror] =
          number % 3 === 0 ? ['joined-bad', '*.example.com'] : ['joined', 'm.example.com/t'];
        await kubectlWith(idms(`${name}-${number}`).mirror(`quay.io/t${number}`, [mirror]), ['create']);
      }
      await kubectl(['delete', 'imagedigestmirrorsets', 'joined-1', 'joined-2']);
      forgedAt = await forgeDecision(forgedUid);
      await kubectlWith(idms('joined-last').mirror('quay.io/last', ['m.example.com/t']), ['create']);
      logs = await Promise.all(
        (await getPods()).map(async ({ metadata: { name } }) => {
          const path = join(folder, `${name}.log`);
          await writeFile(path, await expectSuccess('kubectl', ['logs', name, '--namespace', release]));
          return path;
        }),
      );
      events = (await apiServerEvents()).slice(before);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** The problems that `audit verify` reports. */
    async function verifyWith(apiLog: readonly string[], files: readonly string[]) {
      const path = join(folder, 'kube-apiserver.log');
      await writeFile(path, apiLog.map((line) => `${line}\n`).join(''));
      const args = [cliProgram, 'audit', 'verify', '-o', 'json', '--api-audit', path, ...files];
      const { stdout, status } = await runCommand(process.execPath, args);
      const { problems } = JSON.parse(stdout) as { problems: readonly { readonly message: string }[] };
      return { status, messages: problems.map(({ message }) => message) };
    }

    it('verifies, except for a decision of another client', async () => {
      const { status, messages } = await verifyWith(events, logs);
      expect(messages).toEqual([
        expect.stringMatching(
          /^record \d+ is not in the audit log of the API server, which did not use the decision; its client \S+ is not/,
        ),
      ]);
      expect(status).toBe(1);
      const forged = (await readPodLogs()).filter(({ uid }) => uid === forgedUid);
      expect(forged).toMatchObject([{ peer: { certificate: null } }]);
      expect(messages[0]).toContain((forged[0] as unknown as AuditRecord).peer?.address ?? '?');
      const untilForgery = events.filter((line) => (JSON.parse(line).stageTimestamp as string) < forgedAt);
      expect(untilForgery.length).toBeGreaterThan(12);
      expect(await verifyWith(untilForgery, logs)).toEqual({ status: 0, messages: [] });
    });

    it('reports each decision of the API server whose record is missing', async () => {
      const [recordId] = events.flatMap((line) => {
        const { annotations = {} } = JSON.parse(line) as ApiServerEvent;
        return annotations['validate.mirrorguard.io/record'] ?? [];
      });
      const [log = ''] = (recordId ?? '').split(':');
      const texts = await Promise.all(logs.map((path) => readFile(path, 'utf8')));
      // Without the complete log of one replica, the remaining hash chains are still valid.
      const others = logs.filter((_, index) => !texts[index]?.includes(`"chain":{"log":"${log}"`));
      expect(others).toHaveLength(logs.length - 1);
      const ofChain = events.flatMap((line) =>
        Object.entries((JSON.parse(line) as ApiServerEvent).annotations ?? {}).flatMap(([key, value]) =>
          key.endsWith('.mirrorguard.io/record') && value.startsWith(`${log}:`) ? [value] : [],
        ),
      );
      const { status, messages } = await verifyWith(events, others);
      expect(status).toBe(1);
      for (const id of ofChain)
        expect(messages).toContainEqual(
          expect.stringMatching(new RegExp(`^record ${id} of request \\S+ is missing`)),
        );
    });
  });
});

/** Sends a review to a pod, as any client on the pod network can. @returns the time before the request */
async function forgeDecision(uid: string): Promise<string> {
  const [pod] = await getPods();
  if (pod === undefined) throw new Error('no pod');
  const at = new Date().toISOString();
  const object = idms('forged').mirror('quay.io/forged', ['m.example.com/t']);
  await sendReview(pod, '/validate', reviewOf(object, { request: { uid } }));
  return at;
}
