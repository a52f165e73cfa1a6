import { type FileHandle, rename, rm, stat } from 'node:fs/promises';
import type { Clock, Logger } from '../../../webhook/ports.ts';
import type { ChainHead } from '../../audit-chain.ts';
import type { AuditDestination, AuditMeter, AuditTrouble } from '../audit-destination.ts';
import { sealAll } from '../chain-writer.ts';
import { Outbox, type OutboxRecord } from '../outbox.ts';
import type { SetTimer } from '../timers.ts';
import { findRotated, rotatedName } from './file-names.ts';
import { type OpenedAuditFile, openAuditFile, syncFolder } from './open-audit-file.ts';

/**
 * When the disk is asked to keep what was written (fdatasync):
 * - `never`: the system decides; a crash of the process loses nothing that was written, one of the machine up to half a minute.
 * - `interval`: at most a second after it was written.
 * - `always`: after each batch.
 * - `durable`: after each batch, and the answers of the batch wait for it.
 */
export type FsyncPolicy = 'never' | 'interval' | 'always' | 'durable';

export interface AuditFileOptions {
  readonly path: string;
  readonly fsync: FsyncPolicy;
  /** A file that would grow longer is full; Infinity: never. */
  readonly maxBytes: number;
  /** A file whose first record is older is full; Infinity: never. */
  readonly maxAgeMs: number;
  /** How many full files are kept, at least 1; Infinity: all. */
  readonly keep: number;
}

export interface AuditFileMeter extends AuditMeter {
  rotated(): void;
  /** An interrupted write was moved aside, or a damaged file was. */
  recovered(): void;
  synced(seconds: number): void;
}

export interface AuditFileParts {
  readonly meter: AuditFileMeter;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

const intervalMs = 1000;
const retryMs = 1000;
/** How often it is looked at whether the path still leads to the file that is open. */
const lookMs = 1000;
const rotateAgainMs = 60_000;
/** What the chain adds to a record, about. */
const linkBytes = 260;
const mostBatchBytes = 1024 * 1024;

/**
 * A log file with a chain, rotation and retention. After any trouble it is closed and opened again as after a crash, so that
 * there is one way of recovering, which is used and tested most.
 */
export class AuditFile implements AuditDestination {
  private readonly options: AuditFileOptions;
  private readonly parts: AuditFileParts;
  private readonly outbox: Outbox;
  private file: OpenedAuditFile | undefined;
  private head: ChainHead | undefined;
  private lookedMs = 0;
  private rotateAgainMs = 0;
  private cancelSync: (() => void) | undefined;

  private constructor(options: AuditFileOptions, parts: AuditFileParts) {
    this.options = options;
    this.parts = parts;
    const isDurable = options.fsync === 'durable';
    this.outbox = new Outbox({
      ...parts,
      name: 'audit file',
      waits: isDurable ? 'answer' : 'nobody',
      mostBatchBytes: Math.min(mostBatchBytes, options.maxBytes),
      deliver: (records) => this.append(records),
      retry: () => (isDurable ? 'give-up' : { afterMs: retryMs }),
    });
  }

  /** Rejects with the system's error where the file cannot be opened: better at the start than with the first record. */
  static async open(options: AuditFileOptions, parts: AuditFileParts): Promise<AuditFile> {
    const file = new AuditFile(options, parts);
    await file.reopen();
    return file;
  }

  get trouble(): AuditTrouble | undefined {
    return this.outbox.trouble;
  }

  write(record: string): void | Promise<void> {
    return this.outbox.add(record);
  }

  async close(): Promise<void> {
    await this.outbox.close();
    this.cancelSync?.();
    const { file } = this;
    if (file === undefined) return;
    this.file = undefined;
    if (this.options.fsync !== 'never') await file.handle.datasync();
    await file.handle.close();
    this.parts.logger.info('audit file closed', { head: file.head });
  }

  private async append(records: readonly OutboxRecord[]): Promise<void> {
    let isBegun = false;
    try {
      const before = await this.fileFor(records);
      const { lines, head } = sealAll(records, before.head, before.notes);
      const bytes = Buffer.from(lines);
      await before.handle.appendFile(bytes);
      const file = { ...before, head, notes: {}, size: before.size + bytes.length };
      await this.persist(file);
      this.file = file;
      this.head = head;
      isBegun = before.size === 0;
    } catch (error) {
      await this.abandon();
      throw error;
    }
    // Not before: the first record of a file tells from which one on the log is kept, and that must never be more than is there.
    if (isBegun) await this.removeOldest();
  }

  /** The open file, or another one where that is full, was moved, or had trouble. */
  private async fileFor(records: readonly OutboxRecord[]): Promise<OpenedAuditFile> {
    const nowMs = this.parts.clock.nowMs();
    if (this.file !== undefined && nowMs - this.lookedMs >= lookMs) await this.lookAfter(this.file, nowMs);
    const file = this.file ?? (await this.reopen());
    if (file.size === 0) return file;
    const bytes = records.reduce((sum, { text }) => sum + Buffer.byteLength(text) + linkBytes, 0);
    const isFull = file.size + bytes > this.options.maxBytes || nowMs - file.sinceMs > this.options.maxAgeMs;
    return isFull ? this.rotate(file, nowMs) : file;
  }

  /** Somebody may have moved the file (logrotate does), emptied it, or written to it. */
  private async lookAfter(file: OpenedAuditFile, nowMs: number): Promise<void> {
    this.lookedMs = nowMs;
    const [open, named] = await Promise.all([
      file.handle.stat(),
      stat(this.options.path).catch(() => undefined),
    ]);
    if (named !== undefined && named.ino === open.ino && named.dev === open.dev && open.size === file.size)
      return;
    this.parts.logger.warn('audit file was moved or changed by somebody else; it is opened again', {
      path: this.options.path,
    });
    this.file = undefined;
    if (this.options.fsync !== 'never') await file.handle.datasync();
    await file.handle.close();
  }

  private async reopen(): Promise<OpenedAuditFile> {
    const { clock, meter, logger } = this.parts;
    const { path, fsync, keep } = this.options;
    const file = await openAuditFile(path, { nowMs: clock.nowMs(), known: this.head, keep });
    this.file = file;
    this.lookedMs = clock.nowMs();
    if (file.size === 0 && fsync !== 'never') await syncFolder(path);
    const aside = file.notes.recovered?.file ?? file.notes.opens?.abandonedFile;
    if (aside !== undefined) {
      meter.recovered();
      logger.warn('audit file was not left whole; what was wrong with it is put aside', { path, aside });
    }
    return file;
  }

  /** Where that cannot be done, the file grows: records matter more than their number in a file. */
  private async rotate(file: OpenedAuditFile, nowMs: number): Promise<OpenedAuditFile> {
    const { path, fsync } = this.options;
    const { meter, logger } = this.parts;
    if (nowMs < this.rotateAgainMs) return file;
    try {
      if (fsync !== 'never') await file.handle.datasync();
      const full = rotatedName(path, nowMs, await findRotated(path));
      await rename(path, full);
      this.file = undefined;
      await file.handle.close();
      meter.rotated();
      logger.info('audit file is full; a new one is begun', { full, head: file.head });
    } catch (error) {
      logger.error('audit file cannot be rotated; it is tried again in a minute', { path, err: error });
      this.rotateAgainMs = nowMs + rotateAgainMs;
    }
    return this.file ?? this.reopen();
  }

  private async removeOldest(): Promise<void> {
    const { path, keep } = this.options;
    try {
      for (const old of (await findRotated(path)).slice(0, -keep)) await rm(old, { force: true });
    } catch (error) {
      this.parts.logger.error('old audit files cannot be removed; it is tried again when the next is begun', {
        path,
        err: error,
      });
    }
  }

  private async persist({ handle }: OpenedAuditFile): Promise<void> {
    const { fsync } = this.options;
    if (fsync === 'never') return;
    if (fsync !== 'interval') return this.sync(handle);
    this.cancelSync ??= this.parts.setTimer(() => {
      this.cancelSync = undefined;
      void this.syncInTheBackground();
    }, intervalMs);
  }

  private async syncInTheBackground(): Promise<void> {
    const { meter, logger } = this.parts;
    const { file } = this;
    if (file === undefined) return;
    try {
      await this.sync(file.handle);
    } catch (error) {
      meter.failed();
      logger.error('audit file could not be brought to disk', { err: error });
    }
  }

  private async sync(handle: FileHandle): Promise<void> {
    const { clock, meter } = this.parts;
    const startedMs = clock.monotonicMs();
    await handle.datasync();
    meter.synced((clock.monotonicMs() - startedMs) / 1000);
  }

  /** Takes back what a failed write has left, as far as that is possible; what stays is found when the file is opened again. */
  private async abandon(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    if (file === undefined) return;
    await file.handle.truncate(file.size).catch(() => {});
    await file.handle.close().catch(() => {});
  }
}
