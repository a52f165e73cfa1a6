import { isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import type { ApiAnswer, ApiCall, ApiClient } from './api-connection.ts';
import { refusal } from './refusal.ts';

export interface LeaseOptions {
  readonly api: ApiClient;
  readonly namespace: string;
  readonly name: string;
  /** Unique to this process. */
  readonly identity: string;
  readonly durationSeconds?: number;
  readonly nowMs?: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsedMs?: () => number;
}

/** A certificate is good from an hour before it was made: less than that does no harm. */
const largestSkewMs = 10 * 60 * 1000;

/** The Lease as it was read. */
interface Held {
  readonly metadata: JsonObject;
  readonly holder: string;
  readonly durationMs: number;
  readonly transitions: number;
  readonly acquireTime: string;
}

/**
 * Which replica leads, by a Lease (coordination.k8s.io/v1). As in client-go, the times written in it are for people: whether it
 * has run out is told by how long this process has seen it unchanged, so that the clocks of two nodes need not agree.
 */
export class Lease {
  private readonly options: Required<LeaseOptions>;
  private readonly collection: string;
  /** The version that was seen last, and since when. */
  private seen: { readonly version: string; readonly sinceMs: number } | undefined;

  constructor(options: LeaseOptions) {
    this.options = { durationSeconds: 15, nowMs: Date.now, elapsedMs: () => performance.now(), ...options };
    this.collection = `/apis/coordination.k8s.io/v1/namespaces/${options.namespace}/leases`;
  }

  /**
   * Takes the Lease, or keeps it; false while another one has it. Rejects where the API server does not answer or refuses, and
   * where its clock and ours are far apart: whoever leads decides what has expired, and one wrong clock would throw away what
   * all the others rely on.
   */
  async lead(): Promise<boolean> {
    const record = await this.read();
    if (record === undefined)
      return await this.write({ method: 'POST', path: this.collection, body: this.leaseOf({}, {}) });
    if (!this.isFree(record)) return false;
    const { metadata, holder, transitions: leaseTransitions, acquireTime } = record;
    const spec =
      holder === this.options.identity
        ? { leaseTransitions, acquireTime }
        : { leaseTransitions: leaseTransitions + 1 };
    return await this.write({ method: 'PUT', path: this.path, body: this.leaseOf(metadata, spec) });
  }

  /** Gives it back where this process has it, so that nobody has to wait until it runs out. */
  async release(): Promise<void> {
    const record = await this.read();
    if (record?.holder !== this.options.identity) return;
    const { metadata, transitions: leaseTransitions, acquireTime } = record;
    const spec = { leaseTransitions, acquireTime, holderIdentity: '', leaseDurationSeconds: 1 };
    await this.write({ method: 'PUT', path: this.path, body: this.leaseOf(metadata, spec) });
  }

  private get path(): string {
    return `${this.collection}/${this.options.name}`;
  }

  private async read(): Promise<Held | undefined> {
    const call: ApiCall = { method: 'GET', path: this.path };
    const answer = await this.options.api(call);
    this.compareClocks(answer);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal(call, answer);
    return readLease(answer);
  }

  private compareClocks({ dateMs }: ApiAnswer): void {
    const nowMs = this.options.nowMs();
    if (dateMs === undefined || Math.abs(nowMs - dateMs) <= largestSkewMs) return;
    const [here, there] = [nowMs, dateMs].map((ms) => new Date(ms).toISOString().slice(0, 19));
    throw new Error(
      `it is ${here} here and ${there} at the API server: this replica leaves renewals to others until the clocks agree`,
    );
  }

  private isFree({ metadata, holder, durationMs }: Held): boolean {
    const version = String(metadata.resourceVersion);
    if (this.seen?.version !== version) this.seen = { version, sinceMs: this.options.elapsedMs() };
    if (holder === '' || holder === this.options.identity) return true;
    return this.options.elapsedMs() - this.seen.sinceMs >= durationMs;
  }

  /** False where somebody else wrote it since it was read. */
  private async write(call: ApiCall): Promise<boolean> {
    const answer = await this.options.api(call);
    if (answer.status === 200 || answer.status === 201) return true;
    if (answer.status === 409 || (answer.status === 404 && call.method === 'PUT')) return false;
    throw refusal(call, answer);
  }

  private leaseOf(metadata: JsonObject, spec: JsonObject) {
    const { name, namespace, identity, durationSeconds, nowMs } = this.options;
    // MicroTime has six digits.
    const now = new Date(nowMs()).toISOString().replace('Z', '000Z');
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { ...metadata, name, namespace },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: durationSeconds,
        renewTime: now,
        acquireTime: now,
        leaseTransitions: 0,
        ...spec,
      },
    };
  }
}

function readLease({ body }: ApiAnswer): Held {
  const metadata = valueAt(body, ['metadata']);
  const numberAt = (name: string) => Number(valueAt(body, ['spec', name]) ?? 0);
  return {
    metadata: isJsonObject(metadata) ? metadata : {},
    holder: String(valueAt(body, ['spec', 'holderIdentity']) ?? ''),
    durationMs: numberAt('leaseDurationSeconds') * 1000,
    transitions: numberAt('leaseTransitions'),
    acquireTime: String(valueAt(body, ['spec', 'acquireTime'])),
  };
}
