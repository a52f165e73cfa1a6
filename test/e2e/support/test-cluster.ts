/** A cluster for tests. Environment variables describe it, because tests run in another process. */
export interface TestCluster {
  /** Prefix of commands that run in the network of the cluster; empty if the cluster is reachable. */
  readonly prefix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Reported to the user in one line, without a stack. */
export class CannotRun extends Error {}
