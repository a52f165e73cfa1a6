import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import { type ApiCall, type ApiConnection, asJson } from './api-connection.ts';

const json = 'application/json';

export interface ConnectOptions {
  /** From the call to the end of its answer. */
  readonly longestCallMs?: number;
}

/**
 * The way to the API server: the pod's ServiceAccount inside a cluster, the kubeconfig elsewhere. A token, a client certificate
 * or a CA that is renewed on disk is taken up, because the credentials are asked for at every call.
 *
 * The generated classes of the Kubernetes client are left aside: each of their calls opens a connection of its own and has no
 * deadline.
 */
export function connectToApi({ longestCallMs = 20_000 }: ConnectOptions = {}): ApiConnection {
  const config = new KubeConfig();
  config.loadFromDefault();
  const server = config.getCurrentCluster()?.server;
  // Where it finds nothing, the Kubernetes client makes up http://localhost:8080.
  if (server === undefined || !server.startsWith('https://'))
    throw new Error(
      'no API server is known: neither a ServiceAccount nor a kubeconfig with a current context and an https:// server was found',
    );
  const agent = new Agent({ keepAlive: true });

  async function open(
    { method, path, body, contentType = json, accept = json }: ApiCall,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const options: RequestOptions = { method, signal, headers: { accept } };
    await config.applyToHTTPSOptions(options);
    // The agent of the Kubernetes client keeps no connection, and the CA that it saw first for ever. Only a proxy needs it.
    if (config.getCurrentCluster()?.proxyUrl === undefined) options.agent = agent;
    if (body !== undefined) options.headers = { ...options.headers, 'content-type': contentType };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request(urlOf(`${server}`, path), options, resolve)
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
    return await promise;
  }

  return {
    open,
    async call(call, signal) {
      const deadline = AbortSignal.timeout(longestCallMs);
      try {
        const answer = await open(
          call,
          signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
        );
        const dateMs = Date.parse(answer.headers.date ?? '');
        const decoded = { status: answer.statusCode ?? 0, body: asJson(await text(answer)) };
        return Number.isNaN(dateMs) ? decoded : { ...decoded, dateMs };
      } catch (error) {
        throw new Error(
          `the API server did not answer ${call.method} ${call.path}: ${reasonOf(error, longestCallMs)}`,
          { cause: error },
        );
      }
    },
    close: () => agent.destroy(),
  };
}

/** A server may have a path of its own, behind a proxy for many clusters. */
function urlOf(server: string, path: string): URL {
  return new URL(`${server.replace(/\/+$/, '')}${path}`);
}

function reasonOf(error: unknown, longestCallMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name !== 'AbortError' && error.name !== 'TimeoutError') return error.message;
  return `not within ${longestCallMs / 1000} s`;
}
