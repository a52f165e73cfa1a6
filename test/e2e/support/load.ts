import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiCall, ApiClient } from '../../../src/cluster/api-connection.ts';
import { connectToApi } from '../../../src/cluster/client.ts';

export interface LoadReport {
  /** Number of calls with a response of the API server. */
  readonly answered: number;
  /** Responses of failed calls, with the time since the start. */
  readonly failures: readonly string[];
  /** Calls that did not reach the API server. They are repeated, as clients behind a load balancer do. */
  readonly unreachable: number;
  readonly slowestMs: number;
}

const collection = '/apis/config.openshift.io/v1/imagedigestmirrorsets';
const clients = 4;
const whileAwayMs = 100;
/** A starting or terminating API server, to which a load balancer would not send requests. */
const comingOrGoing = ['before all known HTTP paths have been installed', 'apiserver is shutting down'];

/** Creates, changes and deletes mirror sets continuously until it is stopped. */
export function startLoad(): { stop(): Promise<LoadReport> } {
  const { call: api, close } = connectToApi();
  const startedAt = performance.now();
  const report = { answered: 0, failures: [] as string[], unreachable: 0, slowestMs: 0 };
  const control = { isStopped: false };

  async function call(request: ApiCall): Promise<void> {
    const calledAt = performance.now();
    const status = await answerTo(api, request);
    if (status === 'unreachable') {
      report.unreachable += 1;
      await sleep(whileAwayMs);
      if (!control.isStopped) await call(request);
      return;
    }
    report.answered += 1;
    report.slowestMs = Math.max(report.slowestMs, performance.now() - calledAt);
    if (status !== 'done')
      report.failures.push(`after ${Math.round(calledAt - startedAt)} ms, ${request.method}: ${status}`);
  }

  async function client(name: string): Promise<void> {
    const path = `${collection}/${name}`;
    for (let round = 0; !control.isStopped; round += 1) {
      await call({
        method: 'POST',
        path: collection,
        body: mirrorSet(name, `mirror.example.com/round-${round}`),
      });
      const changed = { spec: mirrorSet(name, 'mirror.example.com/changed').spec };
      await call({ method: 'PATCH', path, body: changed, contentType: 'application/merge-patch+json' });
      await call({ method: 'DELETE', path });
    }
  }

  const running = Promise.all(Array.from({ length: clients }, (_, index) => client(`load-${index}`)));
  return {
    async stop() {
      control.isStopped = true;
      await running;
      close();
      return { ...report, slowestMs: Math.round(report.slowestMs) };
    },
  };
}

async function answerTo(api: ApiClient, request: ApiCall): Promise<'done' | 'unreachable' | string> {
  try {
    const { status, body } = await api(request);
    const message = (body as { readonly message?: string }).message ?? JSON.stringify(body);
    if (status < 300) return 'done';
    if (status === 503 && comingOrGoing.some((words) => message.includes(words))) return 'unreachable';
    // A repeated call finds that the first attempt did reach the API server.
    if (status === (request.method === 'POST' ? 409 : 404)) return 'done';
    return `${status} ${message}`;
  } catch {
    return 'unreachable';
  }
}

function mirrorSet(name: string, mirror: string) {
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: 'ImageDigestMirrorSet',
    metadata: { name },
    spec: { imageDigestMirrors: [{ source: `quay.io/load/${name}`, mirrors: [mirror] }] },
  };
}
