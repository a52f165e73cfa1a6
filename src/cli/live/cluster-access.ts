import type { UnreadFacts } from '../../engine/assumptions.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Diagnosis } from '../../reporting/live/doctor-report.ts';

/** Default: the current context of the default kubeconfig, located like kubectl does. */
export interface ClusterTarget {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** The current objects of a running cluster. */
export interface LiveCluster {
  /** `context "admin", https://api.example.com:6443`. */
  readonly name: string;
  readonly objects: readonly JsonObject[];
  /** Facts that the user is not permitted to read. */
  readonly unknown: UnreadFacts;
}

/** Access to running clusters, injected because the CLI itself opens no connection. */
export interface ClusterAccess {
  /** Uses list requests only. Rejects with a message for the user if the cluster cannot be read. */
  readonly read: (target: ClusterTarget) => Promise<LiveCluster>;
  /** Checks the installations of mirrorguard by read requests and dry runs. Rejects like `read`. */
  readonly diagnose: (target: DiagnosisTarget) => Promise<Diagnosis>;
}

interface DiagnosisTarget extends ClusterTarget {
  /** Default: all namespaces. */
  readonly namespace?: string;
  readonly nowMs: number;
}
