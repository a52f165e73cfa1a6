/**
 * The interfaces of the background check to other components. Adapters implement them; `main/` passes them
 * in.
 */
import type { ClusterCheck } from './cluster-check.ts';
import type { ClusterReport } from './cluster-report.ts';
import type { FaultEvent } from './fault-events.ts';

export interface Leadership {
  /** Resolves to true if this replica is the leader for the next seconds. */
  acquireOrRenew(): Promise<boolean>;
}

/** Gauges of the last check. */
export interface CheckMeter {
  /** @param isLeader false as soon as another replica can have values */
  observe(check: ClusterCheck, isLeader: () => boolean): void;
  /** Removes all series, because this replica is no longer the leader. */
  clear(): void;
}

export interface ReportStore {
  /**
   * Writes the report unless the stored one has the same content. Rejects if the API server returns an error.
   */
  publish(report: ClusterReport): Promise<'written' | 'unchanged' | 'not-served'>;
}

export interface EventSink {
  /** `exists`: an earlier Event has not expired. Rejects if the API server returns an error. */
  create(event: FaultEvent): Promise<'created' | 'exists'>;
}
