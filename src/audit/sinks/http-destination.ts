import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AuditDestination, AuditTrouble } from './audit-destination.ts';
import { newChain, sealAll } from './chain-writer.ts';
import { Outbox, type OutboxParts } from './outbox.ts';

export interface CollectorOptions {
  /** https, or http on this machine itself (`audit-url.ts`). */
  readonly url: URL;
  /** PEM of the authorities that the collector's certificate may come from; absent: those of the system. */
  readonly caFile?: string;
  /** Holds a bearer token; read before each request, because such tokens are renewed in place. */
  readonly tokenFile?: string;
}

type HttpParts = Pick<OutboxParts, 'meter' | 'clock' | 'setTimer' | 'logger'> & {
  /** From 0 to 1, so that replicas do not all try again at once. */
  readonly random: () => number;
};

const answerTimeoutMs = 10_000;
const firstBackOffMs = 1000;
const longestBackOffMs = 60_000;

/** The collector understood, and said no: it will again. */
class Refused extends Error {}

/**
 * Posts records to a collector, many lines of JSON in one request (application/x-ndjson). Answers never wait for it. What was not
 * accepted is sent again, as the same bytes, so a record may arrive twice: `chain.log` and `chain.seq` tell. The chain begins with the process.
 */
export class HttpDestination implements AuditDestination {
  private readonly outbox: Outbox;
  private readonly options: CollectorOptions;
  private readonly agent: HttpAgent | HttpsAgent;
  private head = newChain();

  constructor(options: CollectorOptions, { random, ...parts }: HttpParts) {
    this.options = options;
    const { caFile } = options;
    const limits = { keepAlive: true, maxSockets: 1 };
    this.agent = isHttps(options.url)
      ? new HttpsAgent({ ...limits, ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }) })
      : new HttpAgent(limits);
    this.outbox = new Outbox({
      ...parts,
      name: 'audit collector',
      waits: 'nobody',
      mostBatchBytes: 1024 * 1024,
      deliver: async (records) => {
        const { lines, head } = sealAll(
          records,
          this.head,
          this.head.seq === 0 ? { opens: { previousFile: null } } : {},
        );
        await this.post(lines);
        this.head = head;
      },
      retry: (error, attempt) =>
        error instanceof Refused ? 'give-up' : { afterMs: backOffMs(attempt, random) },
    });
  }

  get trouble(): AuditTrouble | undefined {
    return this.outbox.trouble;
  }

  write(record: string): void | Promise<void> {
    return this.outbox.add(record);
  }

  async close(): Promise<void> {
    await this.outbox.close();
    this.agent.destroy();
  }

  private post(lines: string): Promise<void> {
    const { url, tokenFile } = this.options;
    const authorization =
      tokenFile === undefined ? {} : { Authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
    const headers = {
      'Content-Type': 'application/x-ndjson',
      'Content-Length': Buffer.byteLength(lines),
      ...authorization,
    };
    return new Promise((resolve, reject) => {
      const send = isHttps(url) ? httpsRequest : httpRequest;
      const request = send(
        url,
        { method: 'POST', agent: this.agent, headers, timeout: answerTimeoutMs },
        (response) => {
          response.resume();
          response.on('end', () => {
            const problem = problemOf(response.statusCode ?? 0);
            if (problem === undefined) resolve();
            else reject(problem);
          });
          response.on('error', reject);
        },
      );
      request.on('timeout', () => request.destroy(new Error(`no answer within ${answerTimeoutMs} ms`)));
      request.on('error', reject);
      request.end(lines);
    });
  }
}

function isHttps(url: URL): boolean {
  return url.protocol === 'https:';
}

function problemOf(status: number): Error | undefined {
  if (status >= 200 && status < 300) return undefined;
  const isFinal = status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status);
  return isFinal ? new Refused(`refused with HTTP ${status}`) : new Error(`answered with HTTP ${status}`);
}

/** Doubles from one second to a minute, and takes between half and all of it. */
export function backOffMs(attempt: number, random: () => number): number {
  const longest = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (attempt - 1));
  return longest * (0.5 + random() / 2);
}
