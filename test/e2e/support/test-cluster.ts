/** A cluster that tests may change. What they need to know of it travels in environment variables, because they run in a process of their own. */
export interface TestCluster {
  /** Words to put before a command so that it runs on the cluster's network; none for a cluster that is reachable from here. */
  readonly prefix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Why there can be no cluster, in one line: told to the user without a stack. */
export class CannotRun extends Error {}
