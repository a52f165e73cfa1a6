import { mkdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { auditFolder } from '../audit/sinks/audit-parts.ts';
import { verifyFolder } from '../audit/sinks/read-log.ts';
import { recordedDecisions, sendUntilKilled } from '../support/killed-webhook.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { startWebhookProcess } from '../support/webhook-process.ts';

const rounds = propertyRuns(20);

describe('a durable audit log', () => {
  it('has every decision that was sent, even if the webhook is killed during writes', async () => {
    using at = auditFolder();
    mkdirSync(at.path('logs'));
    const path = at.path('logs/audit.log');
    // Small files, so some kills happen during a rotation.
    const args = ['--audit-file', path, '--audit-fsync', 'durable', '--audit-max-bytes', '20000'];
    const start = () => startWebhookProcess([...args, '--state-dir', at.path('state')]);

    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const load = { round, clients: 8, responsesBeforeKill: 50 + 37 * (round % 6) };
      acknowledged.push(...(await sendUntilKilled(await start(), load)).map(({ uid }) => uid));
    }
    const last = await start();
    expect(await last.stop()).toBe(0);

    const recorded = new Set(recordedDecisions(at.path('logs')).map(({ uid }) => uid));
    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 50);
    expect(acknowledged.filter((uid) => !recorded.has(uid))).toEqual([]);
    expect(await verifyFolder(at.path('logs'))).toMatchObject({ code: 0 });
  }, 300_000);
});
