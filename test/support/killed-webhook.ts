import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { expect } from '@jest/globals';
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
  readonly responsesBeforeKill: number;
}

/** Sends requests over several connections. Kills the webhook after a number of responses. */
export async function sendUntilKilled(
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
