import { type V1Lease, type V1LeaseSpec, V1MicroTime } from '@kubernetes/client-node';
import {
  type ApiConnection,
  isStatus,
  unlessChanged,
  unlessConflict,
  unlessNotFound,
} from './api-connection.ts';

export interface LeaseOptions {
  readonly api: Pick<ApiConnection, 'coordination'>;
  readonly namespace: string;
  readonly name: string;
  /** Unique to this process. */
  readonly identity: string;
  readonly durationSeconds?: number;
  readonly nowMs?: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsedMs?: () => number;
}

/** Certificates are backdated by an hour, so a smaller skew has no effect. */
const maxSkewMs = 10 * 60 * 1000;

/**
 * Elects one replica for a task with a Lease (coordination.k8s.io/v1); the Kubernetes client has no leader
 * election. Like in client-go, a Lease expires when this process has observed it unchanged for its duration.
 * The times in the Lease are informative, because the clocks of two nodes can differ.
 */
export class Lease {
  private readonly options: Required<LeaseOptions>;
  /** The last observed version, and the time of its first observation. */
  private observed: { readonly version: string | undefined; readonly sinceMs: number } | undefined;
  private running: Promise<boolean> | undefined;

  constructor(options: LeaseOptions) {
    this.options = { durationSeconds: 15, nowMs: Date.now, elapsedMs: () => performance.now(), ...options };
  }

  /**
   * Acquires or renews the Lease; false while another replica holds it. Rejects if the API server returns an
   * error, and if its clock and the local clock differ too much: the leader decides which certificates have
   * expired, and with a wrong clock it would replace valid certificates of all replicas. Concurrent calls
   * share one attempt, because the second would conflict with the first.
   */
  acquireOrRenew(): Promise<boolean> {
    this.running ??= this.attempt().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async attempt(): Promise<boolean> {
    const { api, namespace, identity } = this.options;
    const lease = await this.read();
    const body = this.leaseOf(lease);
    if (lease === undefined)
      return (
        (await unlessConflict(api.coordination.createNamespacedLease({ namespace, body }))) === 'written'
      );
    if (!this.isAvailable(lease)) return false;
    const { holderIdentity, leaseTransitions = 0, acquireTime } = lease.spec ?? {};
    const since = acquireTime === undefined ? {} : { acquireTime };
    return await this.replace(
      body,
      holderIdentity === identity
        ? { leaseTransitions, ...since }
        : { leaseTransitions: leaseTransitions + 1 },
    );
  }

  /** Releases the Lease if this process holds it, so another replica can acquire it immediately. */
  async release(): Promise<void> {
    const lease = await this.read();
    if (lease?.spec?.holderIdentity !== this.options.identity) return;
    await this.replace(lease, { holderIdentity: '', leaseDurationSeconds: 1 });
  }

  private async read(): Promise<V1Lease | undefined> {
    const { api, namespace, name } = this.options;
    try {
      const { data, headers } = await api.coordination.readNamespacedLeaseWithHttpInfo({ namespace, name });
      this.compareClocks(Date.parse(headers.date ?? ''));
      return data;
    } catch (error) {
      if (isStatus(error, 404)) this.compareClocks(error.dateMs);
      return await unlessNotFound(Promise.reject(error));
    }
  }

  private compareClocks(serverMs = Number.NaN): void {
    const nowMs = this.options.nowMs();
    if (Number.isNaN(serverMs) || Math.abs(nowMs - serverMs) <= maxSkewMs) return;
    const [local, remote] = [nowMs, serverMs].map((ms) => new Date(ms).toISOString().slice(0, 19));
    throw new Error(
      `the local clock shows ${local}, but the API server's shows ${remote}; ` +
        'this replica does not acquire the Lease until the clocks agree',
    );
  }

  private isAvailable({ metadata, spec }: V1Lease): boolean {
    const version = metadata?.resourceVersion;
    const now = this.options.elapsedMs();
    if (this.observed?.version !== version || this.observed === undefined)
      this.observed = { version, sinceMs: now };
    const { holderIdentity = '', leaseDurationSeconds = 0 } = spec ?? {};
    if (holderIdentity === '' || holderIdentity === this.options.identity) return true;
    return now - this.observed.sinceMs >= leaseDurationSeconds * 1000;
  }

  private async replace(body: V1Lease, spec: Partial<V1LeaseSpec>): Promise<boolean> {
    const { api, namespace, name } = this.options;
    const replacement = { ...body, spec: { ...body.spec, ...spec } };
    const call = api.coordination.replaceNamespacedLease({ namespace, name, body: replacement });
    return (await unlessChanged(call)) === 'written';
  }

  private leaseOf(previous: V1Lease | undefined): V1Lease {
    const { name, namespace, identity, durationSeconds, nowMs } = this.options;
    const now = new V1MicroTime(nowMs());
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { ...previous?.metadata, name, namespace },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: durationSeconds,
        renewTime: now,
        acquireTime: now,
        leaseTransitions: 0,
      },
    };
  }
}
