import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import { auditFolder } from '../audit/sinks/audit-parts.ts';
import { logFiles, readLog, verifyFolder } from '../audit/sinks/read-log.ts';
import { startWebhookProcess, type WebhookProcess } from '../support/webhook-process.ts';

const rounds = 6;
const clients = 8;

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

/** @returns whether an answer came back whole */
function ask(url: string, uid: string, agent: Agent): Promise<boolean> {
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
        response.on('end', () =>
          resolve(response.statusCode === 200 && JSON.parse(body).response.uid === uid),
        );
        response.on('error', () => resolve(false));
      },
    );
    call.on('error', () => resolve(false));
    call.end(reviewOf(uid));
  });
}

/** Asks from several connections until the webhook is killed, after a certain number of answers. */
async function askUntilKilled(
  webhook: WebhookProcess,
  round: number,
  answersBeforeKill: number,
): Promise<readonly string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const acknowledged: string[] = [];
  let killed: Promise<void> | undefined;
  const client = async (number: number) => {
    for (let call = 0; killed === undefined; call += 1) {
      const uid = `round-${round}-client-${number}-call-${call}`;
      if (!(await ask(webhook.url, uid, agent))) continue;
      acknowledged.push(uid);
      if (acknowledged.length >= answersBeforeKill) killed ??= webhook.kill();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  await killed;
  agent.destroy();
  return acknowledged;
}

describe('a durable audit log', () => {
  it('has every decision that was sent, even if the webhook is killed during writes', async () => {
    using at = auditFolder();
    mkdirSync(at.path('logs'));
    const path = at.path('logs/audit.log');
    // Small files, so that it is killed while it changes from one to the next as well.
    const args = [
      '--audit-file',
      path,
      '--audit-fsync',
      'durable',
      '--audit-max-bytes',
      '20000',
      '--audit-keep',
      '0',
    ];
    const start = () => startWebhookProcess([...args, '--state-dir', at.path('state')]);

    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round += 1)
      acknowledged.push(...(await askUntilKilled(await start(), round, 50 + 37 * round)));
    const last = await start();
    expect(await last.stop()).toBe(0);

    const logs = logFiles(at.path('logs')).filter((name) => !name.includes('.partial-'));
    const recorded = new Set(logs.flatMap((name) => readLog(at.path(`logs/${name}`)).map(({ uid }) => uid)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * 50);
    expect(acknowledged.filter((uid) => !recorded.has(uid))).toEqual([]);
    expect(await verifyFolder(at.path('logs'))).toMatchObject({ code: 0 });
  }, 60_000);
});
