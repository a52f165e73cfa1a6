import type { Clock, Logger } from '../../../webhook/ports.ts';
import type { AuditMeter } from '../audit-destination.ts';
import type { Chain } from '../chain-writer.ts';
import type { SetTimer } from '../outbox.ts';

/**
 * When fdatasync is called:
 * - `never`: the system decides. A process crash loses no written record; a machine crash loses up to
 *   half a minute.
 * - `interval`: at most a second after a write.
 * - `always`: after each batch.
 * - `durable`: after each batch, and the responses of the batch wait for it.
 */
export type FsyncPolicy = 'never' | 'interval' | 'always' | 'durable';

export interface AuditFileOptions {
  readonly path: string;
  readonly fsync: FsyncPolicy;
  /** Rotate before a file exceeds this size; Infinity: never. */
  readonly maxBytes: number;
  /** Rotate a file whose first record is older; Infinity: never. */
  readonly maxAgeMs: number;
  /** Remove rotated files after this time; Infinity: never. */
  readonly retainMs: number;
  /** Write no record if all files together would exceed this size; Infinity: no limit. */
  readonly maxTotalBytes: number;
}

export interface AuditFileMeter extends AuditMeter {
  rotated(): void;
  /** Counts partial writes and corrupt files that were moved aside. */
  recovered(): void;
  synced(seconds: number): void;
}

export interface AuditFileParts {
  readonly chain: Chain;
  readonly meter: AuditFileMeter;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}
