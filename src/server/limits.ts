/** The limits of one replica. docs/adr/0022-request-limits.md contains the reasons. */
export interface ServerLimits {
  /** Two objects of 3 MiB, the limit of etcd and the API server, and 1 MiB for the rest of the review. */
  readonly bodyBytes: number;
  /** Limit for the bodies of all requests without a response. Above it, the largest request is shed. */
  readonly bytesInFlight: number;
  /** The rate at which large bodies are read, all together. `bodyBytes` are read without delay. */
  readonly largeBytesPerSecond: number;
  /** Requests in each lane that wait for evaluation. */
  readonly waiting: number;
  /**
   * Large requests per address. Small requests have no such limit, because all traffic comes from a few
   * addresses.
   */
  readonly largePerPeer: number;
  /** Requests per address with an incomplete body. */
  readonly unfinishedPerPeer: number;
  /** Above this number, idle connections are closed. */
  readonly connections: number;
}

export const serverLimits: ServerLimits = {
  bodyBytes: 7 * 1024 * 1024,
  bytesInFlight: 8 * 1024 * 1024,
  largeBytesPerSecond: 32 * 1024 * 1024,
  waiting: 512,
  largePerPeer: 32,
  unfinishedPerPeer: 128,
  connections: 512,
};
