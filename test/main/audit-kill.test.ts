import { mkdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { auditFolder } from '../audit/sinks/audit-parts.ts';
import { verifyFolder } from '../audit/sinks/read-log.ts';
import { killPoints, recordedDecisions, sendUntilKilled } from '../support/killed-webhook.ts';
import { propertyRuns } from '../support/property-runs.ts';
import { startWebhookProcess } from '../support/webhook-process.ts';

const points = killPoints(propertyRuns(20), 200);

describe('a durable audit log', () => {
  it('has every decision that was sent, even if the webhook is killed during writes', async () => {
    using at = auditFolder();
    mkdirSync(at.path('logs'));
    const path = at.path('logs/audit.log');
    // Small files, so some kills happen during a rotation.
    const args = ['--audit-file', path, '--audit-fsync', 'durable', '--audit-max-bytes', '20000'];
    const start = () => startWebhookProcess([...args, '--state-dir', at.path('state')]);

    const acknowledged: string[] = [];
    for (const [round, kill] of points.entries()) {
      const load = { round, clients: 8, kill };
      acknowledged.push(...(await sendUntilKilled(await start(), load)).map(({ uid }) => uid));
    }
    const last = await start();
    expect(await last.stop()).toBe(0);

    const recorded = new Set(recordedDecisions(at.path('logs')).map(({ uid }) => uid));
    expect(acknowledged.length).toBeGreaterThanOrEqual(
      points.reduce((sum, { responses }) => sum + responses, 0),
    );
    expect(acknowledged.filter((uid) => !recorded.has(uid))).toEqual([]);
    expect(await verifyFolder(at.path('logs'))).toMatchObject({ code: 0 });
  }, 3_600_000);
});
