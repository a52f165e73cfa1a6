import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { logFiles, readLog } from '../audit/sinks/read-log.ts';
import type { WebhookProcess } from './webhook-process.ts';

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

/** A response that the client received completely. */
export interface Acknowledged {
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
          // An overloaded webhook responds with 503, and the client tries another replica.
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

export interface Load {
  readonly round: number;
  readonly clients: number;
  /** When to kill the process. */
  readonly kill: KillPoint;
}

/** A number of responses, and the time after it. */
interface KillPoint {
  readonly responses: number;
  readonly delayMs: number;
}

/**
 * Random points at which tests kill a process. `KILL_ROUNDS` sets their number and `KILL_SEED` repeats them;
 * CI always uses the same ones.
 */
export function killPoints(rounds: number, mostResponses: number): readonly KillPoint[] {
  const { KILL_SEED, KILL_ROUNDS, CI } = process.env;
  const seed = Number(KILL_SEED ?? (CI === undefined ? Date.now() % 1_000_000 : 20));
  const numRuns = Number(KILL_ROUNDS ?? rounds);
  process.stderr.write(`Killing processes at ${numRuns} random points; KILL_SEED=${seed} repeats them\n`);
  const point = fc.record({ responses: fc.integer({ min: 1, max: mostResponses }), delayMs: fc.nat(25) });
  return fc.sample(point, { seed, numRuns });
}

/** Sends requests over several connections until the webhook is killed. */
export async function sendUntilKilled(
  webhook: WebhookProcess,
  { round, clients, kill }: Load,
): Promise<readonly Acknowledged[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const acknowledged: Acknowledged[] = [];
  let killed: Promise<void> | undefined;
  let isKilled = false;
  const killSoon = async () => {
    await sleep(kill.delayMs);
    await webhook.kill();
    isKilled = true;
  };
  const client = async (number: number) => {
    for (let call = 0; !isKilled; call += 1) {
      const response = await send(webhook.url, `round-${round}-client-${number}-call-${call}`, agent);
      if (response === undefined) continue;
      acknowledged.push(response);
      if (acknowledged.length === kill.responses) killed = killSoon();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  await killed;
  agent.destroy();
  return acknowledged;
}

export interface RecordedDecision {
  readonly uid: string;
  readonly time: string;
  readonly chain: { readonly log: string; readonly seq: number };
}

/** All recorded decisions in the log files of a folder. */
export function recordedDecisions(folder: string): readonly RecordedDecision[] {
  return logFiles(folder)
    .filter((name) => !name.includes('.partial-'))
    .flatMap((name) => readLog(join(folder, name)) as unknown as readonly RecordedDecision[])
    .filter(({ uid }) => uid !== undefined);
}

/** The audit events that an API server would write for the responses. */
export function apiAuditOf(responses: readonly Acknowledged[]): string {
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
