import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, patchType } from '../../../src/cluster/api-connection.ts';
import { connectToApi } from '../../../src/cluster/client.ts';
import { release } from './release.ts';

export interface LoadReport {
  /** Number of calls with a response of the API server. */
  readonly answered: number;
  /** Responses of failed calls, with the time since the start. */
  readonly failures: readonly string[];
  /** Calls that did not reach the API server. They are repeated, as clients behind a load balancer do. */
  readonly unreachable: number;
  readonly slowestMs: number;
}

const resource = { group: 'config.openshift.io', version: 'v1', plural: 'imagedigestmirrorsets' };
interface Call {
  readonly verb: 'create' | 'patch' | 'delete';
  readonly send: () => Promise<unknown>;
}

export interface Load {
  /** The number of responses until now. */
  answered(): number;
  /** The number of failed calls until now. */
  failed(): number;
  stop(): Promise<LoadReport>;
}

export const clients = 4;
const retryMs = 100;
/** A starting or terminating API server, to which a load balancer would not send requests: it is not ready. */
const startOrShutdownTexts: Readonly<Record<number, readonly string[]>> = {
  // Its cache of Services is not filled yet.
  500: [`service "${release}" not found`],
  503: ['before all known HTTP paths have been installed', 'apiserver is shutting down'],
};

/** Creates, changes and deletes mirror sets continuously until it is stopped. */
export function startLoad(): Load {
  const api = connectToApi();
  const mergePatch = api.options({ contentType: patchType.merge });
  const startedAt = performance.now();
  const report = { answered: 0, failures: [] as string[], unreachable: 0, slowestMs: 0 };
  const control = { isStopped: false };

  async function call(request: Call): Promise<void> {
    const calledAt = performance.now();
    const status = await outcomeOf(request);
    if (status === 'unreachable') {
      report.unreachable += 1;
      await sleep(retryMs);
      if (!control.isStopped) await call(request);
      return;
    }
    report.answered += 1;
    report.slowestMs = Math.max(report.slowestMs, performance.now() - calledAt);
    if (status !== 'done')
      report.failures.push(`after ${Math.round(calledAt - startedAt)} ms, ${request.verb}: ${status}`);
  }

  async function client(name: string): Promise<void> {
    for (let round = 0; !control.isStopped; round += 1) {
      const created = mirrorSet(name, `mirror.example.com/round-${round}`);
      const changed = { spec: mirrorSet(name, 'mirror.example.com/changed').spec };
      const { customObjects } = api;
      await call({
        verb: 'create',
        send: () => customObjects.createClusterCustomObject({ ...resource, body: created }),
      });
      await call({
        verb: 'patch',
        send: () => customObjects.patchClusterCustomObject({ ...resource, name, body: changed }, mergePatch),
      });
      await call({
        verb: 'delete',
        send: () => customObjects.deleteClusterCustomObject({ ...resource, name }),
      });
    }
  }

  const running = Promise.all(Array.from({ length: clients }, (_, index) => client(`load-${index}`)));
  return {
    answered: () => report.answered,
    failed: () => report.failures.length,
    async stop() {
      control.isStopped = true;
      await running;
      api.close();
      return { ...report, slowestMs: Math.round(report.slowestMs) };
    },
  };
}

async function outcomeOf({ verb, send }: Call): Promise<'done' | 'unreachable' | string> {
  try {
    await send();
    return 'done';
  } catch (error) {
    if (!(error instanceof ApiError)) return 'unreachable';
    const { status, message } = error;
    if (startOrShutdownTexts[status]?.some((text) => message.includes(text))) return 'unreachable';
    // A repeated call finds that the first attempt did reach the API server.
    return status === (verb === 'create' ? 409 : 404) ? 'done' : message;
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
