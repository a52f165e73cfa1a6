import { type FileHandle, rename, rm, stat } from 'node:fs/promises';
import type { Clock, Logger } from '../../../webhook/ports.ts';
import type { ChainHead } from '../../audit-chain.ts';
import type { AuditMeter, AuditTrouble, DurableDestination, PendingText } from '../audit-destination.ts';
import { sealAll } from '../chain-writer.ts';
import { Outbox, type OutboxRecord, type SetTimer } from '../outbox.ts';
import { findRotated, rotatedName } from './file-names.ts';
import { type OpenedAuditFile, openAuditFile, syncFolder } from './open-audit-file.ts';

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
  /** A file that would grow larger is rotated; Infinity: never. */
  readonly maxBytes: number;
  /** A file whose first record is older is rotated; Infinity: never. */
  readonly maxAgeMs: number;
  /** Number of retained rotated files, at least 1; Infinity: all. */
  readonly keep: number;
}

export interface AuditFileMeter extends AuditMeter {
  rotated(): void;
  /** Counts partial writes and corrupt files that were moved aside. */
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
/** How often the path is checked to still name the open file. */
const checkMs = 1000;
const rotateRetryMs = 60_000;
/** Approximate size of the chain member of a record. */
const linkBytes = 260;
const maxBatchBytes = 1024 * 1024;

/**
 * A log file with a chain, rotation and retention. After a failure it is closed and reopened as after a
 * crash, so one tested recovery serves both.
 */
export class AuditFile implements DurableDestination {
  private readonly options: AuditFileOptions;
  private readonly parts: AuditFileParts;
  private readonly outbox: Outbox;
  private file: OpenedAuditFile | undefined;
  private head: ChainHead | undefined;
  private checkedMs = 0;
  private rotateAgainMs = 0;
  private cancelSync: (() => void) | undefined;

  private constructor(options: AuditFileOptions, parts: AuditFileParts) {
    this.options = options;
    this.parts = parts;
    const isDurable = options.fsync === 'durable';
    this.outbox = new Outbox({
      ...parts,
      name: 'audit file',
      maxBatchBytes: Math.min(maxBatchBytes, options.maxBytes),
      deliver: (records) => this.append(records),
      retry: () => (isDurable ? 'drop' : { afterMs: retryMs }),
    });
  }

  /** Rejects with the system error if the file cannot be opened, so the process fails at its start. */
  static async open(options: AuditFileOptions, parts: AuditFileParts): Promise<AuditFile> {
    const file = new AuditFile(options, parts);
    await file.reopen();
    return file;
  }

  get trouble(): AuditTrouble | undefined {
    return this.outbox.trouble;
  }

  write(record: string): void {
    this.outbox.add(record);
  }

  writeDurably(record: string): PendingText {
    return this.outbox.addPending(record);
  }

  async close(): Promise<void> {
    await this.outbox.close();
    this.cancelSync?.();
    const { file } = this;
    if (file === undefined) return;
    this.file = undefined;
    if (this.options.fsync !== 'never') await file.handle.datasync();
    await file.handle.close();
    this.parts.logger.info('Closed audit file', { head: file.head });
  }

  private async append(records: readonly OutboxRecord[]): Promise<void> {
    let isBegun: boolean;
    try {
      isBegun = await this.appendAsAmended(records);
    } catch (error) {
      await this.abandon();
      throw error;
    }
    // Not earlier: the first record of a file states the oldest retained record, which must not be newer
    // than the files.
    if (isBegun) await this.removeOldest();
  }

  /**
   * Appends the records. If one was amended during the write, its response was sent by a setting: the
   * lines are removed from the file and written again with the text that matches the response.
   *
   * @returns whether these are the first records of the file
   */
  private async appendAsAmended(records: readonly OutboxRecord[]): Promise<boolean> {
    while (true) {
      const before = await this.fileFor(records);
      const texts = records.map(({ text }) => text);
      const { lines, head } = sealAll(records, before.head, before.notes);
      const bytes = Buffer.from(lines);
      await before.handle.appendFile(bytes);
      const file = { ...before, head, notes: {}, size: before.size + bytes.length };
      await this.persist(file);
      if (records.every(({ text }, index) => text === texts[index])) {
        this.file = file;
        this.head = head;
        return before.size === 0;
      }
      await before.handle.truncate(before.size);
    }
  }

  /** The open file, or a new one if it is full, was moved or failed. */
  private async fileFor(records: readonly OutboxRecord[]): Promise<OpenedAuditFile> {
    const nowMs = this.parts.clock.nowMs();
    if (this.file !== undefined && nowMs - this.checkedMs >= checkMs) await this.checkPath(this.file, nowMs);
    const file = this.file ?? (await this.reopen());
    if (file.size === 0) return file;
    const bytes = records.reduce((sum, { text }) => sum + Buffer.byteLength(text) + linkBytes, 0);
    const isFull = file.size + bytes > this.options.maxBytes || nowMs - file.sinceMs > this.options.maxAgeMs;
    return isFull ? this.rotate(file, nowMs) : file;
  }

  /** Detects a file that another program (such as logrotate) moved, truncated or wrote to. */
  private async checkPath(file: OpenedAuditFile, nowMs: number): Promise<void> {
    this.checkedMs = nowMs;
    const [open, named] = await Promise.all([
      file.handle.stat(),
      stat(this.options.path).catch(() => undefined),
    ]);
    if (named !== undefined && named.ino === open.ino && named.dev === open.dev && open.size === file.size)
      return;
    this.parts.logger.warn('Reopened audit file changed by another program', {
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
    this.checkedMs = clock.nowMs();
    if (file.size === 0 && fsync !== 'never') await syncFolder(path);
    const aside = file.notes.recovered?.file ?? file.notes.opens?.abandonedFile;
    if (aside !== undefined) {
      meter.recovered();
      logger.warn('Moved corrupt audit data aside', { path, aside });
    }
    return file;
  }

  /** If rotation fails, the file grows: losing records would be worse. */
  private async rotate(file: OpenedAuditFile, nowMs: number): Promise<OpenedAuditFile> {
    const { path, fsync } = this.options;
    const { meter, logger } = this.parts;
    if (nowMs < this.rotateAgainMs) return file;
    try {
      if (fsync !== 'never') await file.handle.datasync();
      const rotated = rotatedName(path, nowMs, await findRotated(path));
      await rename(path, rotated);
      this.file = undefined;
      await file.handle.close();
      meter.rotated();
      logger.info('Rotated audit file', { rotated, head: file.head });
    } catch (error) {
      logger.error('Audit file rotation failed', { path, retryMs: rotateRetryMs, err: error });
      this.rotateAgainMs = nowMs + rotateRetryMs;
    }
    return this.file ?? this.reopen();
  }

  private async removeOldest(): Promise<void> {
    const { path, keep } = this.options;
    try {
      for (const old of (await findRotated(path)).slice(0, -keep)) await rm(old, { force: true });
    } catch (error) {
      this.parts.logger.error('Removal of old audit files failed', {
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
      logger.error('Audit file fsync failed', { err: error });
    }
  }

  private async sync(handle: FileHandle): Promise<void> {
    const { clock, meter } = this.parts;
    const startedMs = clock.monotonicMs();
    await handle.datasync();
    meter.synced((clock.monotonicMs() - startedMs) / 1000);
  }

  /** Removes the bytes of a failed write if possible; any rest is found when the file is reopened. */
  private async abandon(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    if (file === undefined) return;
    await file.handle.truncate(file.size).catch(() => {});
    await file.handle.close().catch(() => {});
  }
}
