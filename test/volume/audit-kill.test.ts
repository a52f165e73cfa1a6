import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { maxWaiting } from '../../src/audit/sinks/audit-log.ts';
import { auditFolder } from '../audit/sinks/audit-parts.ts';
import { verifyFolder } from '../audit/sinks/read-log.ts';
import { run } from '../cli/run.ts';
import {
  apiAuditOf,
  killPoints,
  type Load,
  recordedDecisions,
  sendUntilKilled,
} from '../support/killed-webhook.ts';
import { startWebhookProcess } from '../support/webhook-process.ts';

const points = killPoints(2, 900);

describe('an audit log that is not durable', () => {
  it.each(['never', 'interval', 'always'])(
    'loses only the last decisions of a killed process, and verification with the log of the API server lists them: %s',
    async (fsync) => {
      for (const [round, kill] of points.entries()) await killOnce(fsync, { round, clients: 24, kill });
    },
    3_600_000,
  );
});

async function killOnce(fsync: string, load: Load): Promise<void> {
  using at = auditFolder();
  mkdirSync(at.path('logs'));
  const path = at.path('logs/audit.log');
  const args = ['--audit-file', path, '--audit-fsync', fsync, '--state-dir', at.path('state')];
  const acknowledged = await sendUntilKilled(await startWebhookProcess(args), load);
  expect(await (await startWebhookProcess(args)).stop()).toBe(0);

  const decisions = recordedDecisions(at.path('logs'));
  const recorded = new Set(decisions.map(({ uid }) => uid));
  const lost = acknowledged.filter(({ uid }) => !recorded.has(uid));
  // The first record contains the policy, so decisions start at record 2.
  expect(decisions.map(({ chain: { seq } }) => seq)).toEqual(decisions.map((_, index) => index + 2));
  // The maximum is the queue plus the responses of a few turns of the event loop.
  expect(lost.length).toBeLessThanOrEqual(maxWaiting + 10 * load.clients);

  const { code, out } = await verifyFolder(at.path('logs'));
  expect(code).toBe(0);
  expect(out).toContain('ended without closing the log; decisions after its record');
  writeFileSync(at.path('api.log'), apiAuditOf(acknowledged));
  const joined = await run(['audit', 'verify', '--api-audit', at.path('api.log'), '-o', 'json', path]);
  const times = acknowledged.map(({ time }) => time).sort();
  const sent = new Set(acknowledged.map(({ uid }) => uid));
  // Decisions whose responses did not arrive before the kill.
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
}
