/** What one replica accepts at a time. docs/adr/0022-request-limits.md has the reasons. */
export interface ServerLimits {
  /** Two objects of 3 MiB, the limit of etcd and the API server, and 1 MiB for the rest of the review. */
  readonly bodyBytes: number;
  /** Of all requests without a response yet. The largest request is shed beyond it. */
  readonly bytesInFlight: number;
  /** Requests of each lane that wait for evaluation. */
  readonly waiting: number;
  /** Large requests of one address. Small ones have no such limit: all traffic comes from a few addresses. */
  readonly largePerPeer: number;
  /** Requests of one address whose body is incomplete. */
  readonly unfinishedPerPeer: number;
  /** Beyond it, idle connections are closed. */
  readonly connections: number;
}

export const serverLimits: ServerLimits = {
  bodyBytes: 7 * 1024 * 1024,
  bytesInFlight: 8 * 1024 * 1024,
  waiting: 512,
  largePerPeer: 32,
  unfinishedPerPeer: 128,
  connections: 512,
};
