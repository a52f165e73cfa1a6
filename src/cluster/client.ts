import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/v1/namespaces/x/pods?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Default `application/json`; a patch says here which kind it is. */
  readonly contentType?: string;
}

export interface ApiAnswer {
  /** HTTP status; the caller decides which of them are failures. */
  readonly status: number;
  /** Decoded JSON. */
  readonly body: unknown;
}

/** One call to the API server. Rejects only when there was no answer: refused, cut off, or silent for too long. */
export type ApiClient = (call: ApiCall) => Promise<ApiAnswer>;

const silenceMs = 20_000;

/**
 * The way to the API server: the pod's ServiceAccount inside a cluster, the kubeconfig elsewhere. A token that is renewed on
 * disk is read again, because the credentials are asked for at every call.
 */
export function connectToApi(): ApiClient {
  const config = new KubeConfig();
  config.loadFromDefault();
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error('no cluster: neither a ServiceAccount nor a kubeconfig with a current context was found');
  return async ({ method, path, body, contentType = 'application/json' }) => {
    const options: RequestOptions = { method, timeout: silenceMs, headers: { accept: 'application/json' } };
    await config.applyToHTTPSOptions(options);
    const text = body === undefined ? undefined : JSON.stringify(body);
    if (text !== undefined) options.headers = { ...options.headers, 'content-type': contentType };
    return await send(new URL(path, server), options, text);
  };
}

function send(url: URL, options: RequestOptions, text: string | undefined): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => readAnswer(response).then(resolve, reject));
    call.on('timeout', () => call.destroy(new Error(`${options.method} ${url.pathname}: no answer within ${silenceMs / 1000} s`)));
    call.on('error', reject);
    call.end(text);
  });
}

async function readAnswer(response: IncomingMessage): Promise<ApiAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, body: asJson(text) };
}

/** A proxy on the way may answer in plain text. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
