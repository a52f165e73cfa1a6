import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Enforcement } from '../policy/enforcement.ts';
import type { AnyRule } from '../rules/rule.ts';
import { Heartbeat } from '../watching/heartbeat.ts';
import type { PageOf } from '../webhook/denial-status.ts';
import type { Logger } from '../webhook/ports.ts';
import type { CheckedCluster, MetadataOf } from './checked-cluster.ts';
import { type ClusterCheck, checkCluster } from './cluster-check.ts';
import { toClusterReport } from './cluster-report.ts';
import { EventJournal } from './event-journal.ts';
import type { FaultEvent } from './fault-events.ts';
import type { CheckMeter, EventSink, Leadership, ReportStore } from './ports.ts';

export interface BackgroundCheckOptions {
  readonly rules: readonly AnyRule[];
  /** A function, because the policy can change. */
  readonly enforcement: () => Enforcement;
  readonly cluster: CheckedCluster;
  /** Absent: this is the only replica. */
  readonly leadership?: Leadership | undefined;
  readonly meter: CheckMeter;
  /** Absent: writes no report. */
  readonly reports?: ReportStore | undefined;
  /** Absent: creates no Events. */
  readonly events?: EventSink | undefined;
  readonly pageOf: PageOf;
  readonly logger: Logger;
  readonly nowMs: () => number;
  /** Like `Clock.monotonicMs`. */
  readonly monotonicMs?: () => number;
  readonly timing?: Partial<CheckTiming>;
}

export interface CheckTiming {
  /** The time between a change and the check, if no other change follows. */
  readonly settleMs: number;
  /** The longest time that the check waits for further changes. */
  readonly maxSettleMs: number;
  /** The interval between checks without a change. */
  readonly everyMs: number;
  /** The delay after a failed write of the report or of an Event. */
  readonly retryMs: number;
  /** The renewal interval of the Lease. */
  readonly renewMs: number;
  /** The time after which another replica can acquire a Lease that was not renewed. */
  readonly leaseMs: number;
}

const defaultTiming: CheckTiming = {
  settleMs: 1_000,
  maxSettleMs: 4_000,
  everyMs: 300_000,
  retryMs: 30_000,
  renewMs: 5_000,
  leaseMs: 15_000,
};
/**
 * After this number of interruptions, a cluster that changes continuously is checked without interruption.
 */
const maxInterruptions = 3;

/**
 * Checks the stored state of the cluster in the leader, after every change and at intervals, and publishes
 * the result as gauges, Events and one report.
 */
export class BackgroundCheck {
  readonly #options: BackgroundCheckOptions;
  readonly #timing: CheckTiming;
  readonly #heartbeat = new Heartbeat(() => this.#run());
  readonly #journal: EventJournal | undefined;
  readonly #monotonicMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  /** Monotonic time of the first change that the timer waits for. */
  #unsettledSinceMs = 0;
  #isLeader = false;
  /** Monotonic time at which the Lease expires, unless it is renewed. */
  #leaseEndMs = 0;
  /** Wall clock, because a resumed process must not wait for the rest of an interval. */
  #nextCheckMs = 0;
  #checkedPolicy: Enforcement | undefined;
  #lastResult = '';
  /** The last error of each target. */
  readonly #problems = new Map<string, string>();

  constructor(options: BackgroundCheckOptions) {
    const { events, nowMs, monotonicMs = () => performance.now() } = options;
    this.#options = options;
    this.#monotonicMs = monotonicMs;
    this.#timing = { ...defaultTiming, ...options.timing };
    const sink = events && { create: (event: FaultEvent) => this.#asLeader(() => events.create(event)) };
    this.#journal = sink && new EventJournal(sink, nowMs);
  }

  start(): void {
    void this.#heartbeat.beat();
  }

  /** Call after a change of the cluster. */
  changed(): void {
    this.#nextCheckMs = 0;
    if (!this.#isLeader) return;
    const { settleMs, maxSettleMs } = this.#timing;
    const nowMs = this.#monotonicMs();
    if (this.#timer === undefined) this.#unsettledSinceMs = nowMs;
    const leftMs = this.#unsettledSinceMs + maxSettleMs - nowMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#heartbeat.beat();
      },
      Math.max(0, Math.min(settleMs, leftMs)),
    ).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#heartbeat.stop();
  }

  async #run(): Promise<number> {
    await this.#lead();
    const { enforcement, nowMs } = this.#options;
    const isDue = nowMs() >= this.#nextCheckMs || enforcement() !== this.#checkedPolicy;
    if (this.#isLeader && isDue && this.#timer === undefined) await this.#check();
    return this.#timing.renewMs;
  }

  async #lead(): Promise<void> {
    const { leadership, meter, logger } = this.#options;
    const startedMs = this.#monotonicMs();
    const isLeader = leadership === undefined || (await this.#renew(leadership));
    if (isLeader) this.#leaseEndMs = startedMs + this.#timing.leaseMs;
    if (isLeader === this.#isLeader) return;
    this.#isLeader = isLeader;
    logger.debug('Changed leadership', { isLeader });
    if (isLeader) this.#nextCheckMs = 0;
    else meter.clear();
  }

  async #renew(leadership: Leadership): Promise<boolean> {
    const call = leadership.acquireOrRenew();
    const isLeader = await this.#attempt('Lease', call, (reason) =>
      this.#options.logger.warn('Lease was not renewed', { reason }),
    );
    return isLeader ?? false;
  }

  /** False if this process was paused, or the API server was unreachable, for longer than the Lease lasts. */
  #isLeaseValid(): boolean {
    const { leadership } = this.#options;
    return leadership === undefined || (this.#isLeader && this.#monotonicMs() < this.#leaseEndMs);
  }

  /** Another leader can write at the same time if the Lease has expired, so this replica must not write. */
  async #asLeader<Result>(write: () => Promise<Result>): Promise<Result> {
    if (!this.#isLeaseValid()) throw new Error('the Lease expired before the write');
    return await write();
  }

  async #check(): Promise<void> {
    const { nowMs, enforcement, meter } = this.#options;
    this.#nextCheckMs = nowMs() + this.#timing.everyMs;
    this.#checkedPolicy = enforcement();
    const check = await this.#evaluate();
    // The readiness probe reports why the mirror sets are unknown, and the age of the last check increases.
    if (check === undefined || !this.#isLeaseValid()) {
      this.#nextCheckMs = 0;
      return;
    }
    meter.observe(check, () => this.#isLeaseValid());
    this.#logChange(check);
    const isPublished = await this.#publish(check);
    if (!isPublished) this.#nextCheckMs = Math.min(this.#nextCheckMs, nowMs() + this.#timing.retryMs);
  }

  /** Yields to requests after each rule, and starts again if a request changed the cluster. */
  async #evaluate(): Promise<ClusterCheck | undefined> {
    const { rules, enforcement, cluster, nowMs } = this.#options;
    for (let interruptions = 0; ; ) {
      const { version } = cluster.snapshot();
      const steps = checkCluster({ rules, enforcement: enforcement(), cluster, nowMs });
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
        if (interruptions === maxInterruptions) continue;
        await nextTurn();
        if (cluster.snapshot().version === version) continue;
        interruptions += 1;
        break;
      }
    }
  }

  /** False if any write failed. */
  async #publish(check: ClusterCheck): Promise<boolean> {
    const { reports, cluster, pageOf, logger } = this.#options;
    const journal = this.#journal;
    const metadataOf: MetadataOf = (object) => cluster.metadataOf(object);
    const calls = [
      reports &&
        this.#attempt('report', reports.publish(toClusterReport(check, { pageOf, metadataOf })), (reason) =>
          logger.warn('Cluster report was not written', { reason }),
        ),
      journal &&
        this.#attempt('Event', journal.publish(check.results, metadataOf), (reason) =>
          logger.warn('Event was not created', { reason }),
        ),
    ];
    const results = await Promise.all(calls.filter((call) => call !== undefined));
    return results.every((result) => result !== undefined);
  }

  #logChange({ checkedAtMs: _, results: _results, ...counts }: ClusterCheck): void {
    const result = JSON.stringify(counts);
    if (result === this.#lastResult) return;
    this.#lastResult = result;
    const { isBlocked, isLoadable, findings } = counts;
    this.#options.logger.info('Checked cluster', { isBlocked, isLoadable, findings });
  }

  /** Undefined if the call fails; each reason is logged once. */
  async #attempt<Result>(
    target: string,
    call: Promise<Result>,
    log: (reason: string) => void,
  ): Promise<Result | undefined> {
    try {
      const result = await call;
      this.#problems.delete(target);
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#problems.get(target)) log(reason);
      this.#problems.set(target, reason);
      return undefined;
    }
  }
}
