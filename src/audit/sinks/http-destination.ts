import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AuditDestination } from './audit-destination.ts';
import { type Chain, sealedDelivery } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

export interface CollectorOptions {
  /** https, or http to a loopback address. */
  readonly url: URL;
  /** PEM file of the CAs that can sign the certificate of the collector. Default: the CAs of the system. */
  readonly caFile?: string;
  /** Contains a bearer token; read before each request, because tokens are renewed in place. */
  readonly tokenFile?: string;
}

type HttpParts = Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'> & {
  /** Returns a number from 0 to 1. The jitter spreads the retries of replicas. */
  readonly random: () => number;
};

const responseTimeoutMs = 10_000;
const minBackOffMs = 1000;
const maxBackOffMs = 60_000;

/** The collector rejected the records and would reject a retry. */
class Rejected extends Error {}

/**
 * Posts batches of records to a collector (application/x-ndjson). Responses never wait for it. A failed
 * request is retried with the same bytes, so a record can arrive twice; `chain.log` and `chain.seq` identify
 * it. The chain starts with the process.
 */
export function httpDestination(
  options: CollectorOptions,
  chain: Chain,
  { random, ...parts }: HttpParts,
): AuditDestination {
  const { url, caFile } = options;
  const limits = { keepAlive: true, maxSockets: 1 };
  const agent = isHttps(url)
    ? new HttpsAgent({ ...limits, ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }) })
    : new HttpAgent(limits);
  const outbox = new Outbox({
    ...parts,
    name: 'audit collector',
    maxBatchBytes: 1024 * 1024,
    deliver: sealedDelivery(chain, (lines) => post(lines, options, agent)),
    retry: (error, attempt) => (error instanceof Rejected ? 'drop' : { afterMs: backOffMs(attempt, random) }),
  });
  return {
    get problem() {
      return outbox.problem;
    },
    write: (record) => outbox.write(record),
    close: async () => {
      await outbox.close();
      agent.destroy();
    },
  };
}

function post(
  lines: string,
  { url, tokenFile }: CollectorOptions,
  agent: HttpAgent | HttpsAgent,
): Promise<void> {
  const authorization =
    tokenFile === undefined ? {} : { Authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
  const headers = {
    'Content-Type': 'application/x-ndjson',
    'Content-Length': Buffer.byteLength(lines),
    ...authorization,
  };
  return new Promise((resolve, reject) => {
    const send = isHttps(url) ? httpsRequest : httpRequest;
    const request = send(url, { method: 'POST', agent, headers, timeout: responseTimeoutMs }, (response) => {
      response.resume();
      response.on('end', () => {
        const problem = problemOf(response.statusCode ?? 0);
        if (problem === undefined) resolve();
        else reject(problem);
      });
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no response within ${responseTimeoutMs} ms`)));
    request.on('error', reject);
    request.end(lines);
  });
}

function isHttps(url: URL): boolean {
  return url.protocol === 'https:';
}

function problemOf(status: number): Error | undefined {
  if (status >= 200 && status < 300) return undefined;
  const isFinal = status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status);
  return isFinal ? new Rejected(`rejected with HTTP ${status}`) : new Error(`failed with HTTP ${status}`);
}

/** Grows from one second to a minute by doubling, times a random factor between 0.5 and 1. */
export function backOffMs(attempt: number, random: () => number): number {
  const limit = Math.min(maxBackOffMs, minBackOffMs * 2 ** (attempt - 1));
  return limit * (0.5 + random() / 2);
}
