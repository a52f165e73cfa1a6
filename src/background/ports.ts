/** What the background check needs of other components. Adapters implement it; `main/` passes it in. */
import type { ClusterCheck } from './cluster-check.ts';
import type { ClusterReport } from './cluster-report.ts';
import type { FaultEvent } from './fault-events.ts';

export interface Leadership {
  /** True: this replica is the leader for some seconds. */
  acquireOrRenew(): Promise<boolean>;
}

/** Gauges of the last check. */
export interface CheckMeter {
  observe(check: ClusterCheck): void;
  /** This replica is not the leader any more, so it exposes no series. */
  clear(): void;
}

export interface ReportStore {
  /**
   * Writes the report, unless the stored one has the same content. Rejects if the API server returns an
   * error.
   */
  publish(report: ClusterReport): Promise<'written' | 'unchanged' | 'not-served'>;
}

export interface EventSink {
  /** `exists`: the Event of an earlier time has not expired. Rejects if the API server returns an error. */
  create(event: FaultEvent): Promise<'created' | 'exists'>;
}
