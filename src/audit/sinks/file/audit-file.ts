import { rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChainNotes } from '../../audit-chain.ts';
import { type Seals, sealsOf } from '../../seal.ts';
import type { AuditProblem, DurableDestination, NumberedRecord, PendingText } from '../audit-destination.ts';
import { sealAll } from '../chain-writer.ts';
import { Outbox } from '../outbox.ts';
import type { AuditFileOptions, AuditFileParts } from './audit-file-parts.ts';
import { type FileLock, LockedFile, lockFile } from './file-lock.ts';
import { findRotated, nextFileOf, rotatedName } from './file-names.ts';
import { FileSync } from './file-sync.ts';
import {
  createFile,
  createMissingFile,
  type KnownFile,
  type OpenedAuditFile,
  openAuditFile,
  reopenAuditFile,
  syncFolder,
} from './open-audit-file.ts';
import { type Removal, Retention } from './retention.ts';

const retryMs = 1000;
/** Interval of the check that the path still refers to the open file. */
const checkMs = 1000;
const rotateRetryMs = 60_000;
/** Approximate size of the chain member of a record. */
const linkBytes = 260;
const maxBatchBytes = 1024 * 1024;

/**
 * A log file with a chain, rotation and retention. After a failure the file is closed and reopened with the
 * same recovery as after a crash.
 */
export class AuditFile implements DurableDestination {
  private readonly options: AuditFileOptions;
  private readonly parts: AuditFileParts;
  private readonly seals: Seals;
  private readonly outbox: Outbox;
  private readonly retention: Retention;
  private readonly fileSync: FileSync;
  private lock: FileLock | undefined;
  private file: OpenedAuditFile | undefined;
  private known: KnownFile | undefined;
  /** Set until a record states the removal. */
  private removal: Removal | undefined;
  private checkedMs = 0;
  private rotateAgainMs = 0;

  private constructor(options: AuditFileOptions, parts: AuditFileParts) {
    this.options = options;
    this.parts = parts;
    this.seals = sealsOf([parts.chain.seal]);
    const isDurable = options.fsync === 'durable';
    this.outbox = new Outbox({
      ...parts,
      name: 'audit file',
      maxBatchBytes: Math.min(maxBatchBytes, options.maxBytes),
      deliver: (records) => this.append(records),
      retry: () => (isDurable ? 'drop' : { afterMs: retryMs }),
    });
    this.retention = new Retention(options, this.seals);
    this.fileSync = new FileSync(options.fsync, parts, () => this.file?.handle);
  }

  /**
   * Rejects with `LockedFile` if another process writes the file, and with the system error if the file
   * cannot be opened. The process must not start in both cases.
   */
  static async open(options: AuditFileOptions, parts: AuditFileParts): Promise<AuditFile> {
    const file = new AuditFile(options, parts);
    await file.start();
    return file;
  }

  get problem(): AuditProblem | undefined {
    return this.outbox.problem;
  }

  write(record: NumberedRecord): void {
    this.outbox.write(record);
  }

  writeDurably(record: NumberedRecord): PendingText {
    return this.outbox.writeDurably(record);
  }

  async close(): Promise<void> {
    await this.outbox.close();
    this.fileSync.stop();
    const { file } = this;
    this.file = undefined;
    if (file !== undefined) {
      if (this.options.fsync !== 'never') await file.handle.datasync();
      await file.handle.close();
      this.parts.logger.info('Closed audit file', { head: file.head });
    }
    this.lock?.release();
  }

  private async start(): Promise<void> {
    const { path } = this.options;
    const { clock, logger } = this.parts;
    const isDeleted = await createMissingFile(path);
    try {
      this.lock = await lockFile(path);
    } catch (error) {
      if (error instanceof LockedFile) throw error;
      logger.warn('Audit file cannot be locked', { path, err: error });
    }
    const nowMs = clock.nowMs();
    const opened = await openAuditFile(path, { nowMs, seals: this.seals });
    await this.take(isDeleted ? withMissingFile(opened, basename(path)) : opened);
    if (isDeleted) logger.error('Audit file was deleted', { path });
    this.removal = await this.retention.survey(nowMs);
  }

  private async append(records: readonly NumberedRecord[]): Promise<void> {
    try {
      await this.appendAsAmended(records);
    } catch (error) {
      await this.abandon();
      throw error;
    }
    // Remove only now: the retained record that a record states must not be newer than the remaining files.
    if (this.removal !== undefined) await this.remove(this.removal);
  }

  /**
   * Appends the records. If a record was amended during the write, a setting decided its response. The lines
   * are then removed from the file and written again with the text that matches the response.
   */
  private async appendAsAmended(records: readonly NumberedRecord[]): Promise<void> {
    const { chain } = this.parts;
    while (true) {
      const before = await this.fileFor(records);
      const texts = records.map(({ text }) => text);
      const notes = { ...before.notes, ...this.removalNote(records) };
      const { lines, head } = sealAll(records, chain, before.head, notes);
      const bytes = Buffer.from(lines);
      await before.handle.appendFile(bytes);
      await this.fileSync.written(before.handle);
      if (records.every(({ text }, index) => text === texts[index])) {
        this.setFile({ ...before, head, notes: {}, size: before.size + bytes.length });
        return;
      }
      await before.handle.truncate(before.size);
    }
  }

  private removalNote([first]: readonly NumberedRecord[]): ChainNotes {
    if (this.removal === undefined) return {};
    return {
      firstRetained: this.removal.firstRetained ?? { log: this.parts.chain.log, seq: first?.seq ?? 0 },
    };
  }

  /** The open file, or a new one if the current file is full, was moved or failed. */
  private async fileFor(records: readonly NumberedRecord[]): Promise<OpenedAuditFile> {
    const { maxBytes, maxAgeMs } = this.options;
    const nowMs = this.parts.clock.nowMs();
    if (this.file !== undefined && nowMs - this.checkedMs >= checkMs) await this.checkPath(this.file, nowMs);
    let file = this.file ?? (await this.reopen());
    const bytes = records.reduce((sum, { text }) => sum + Buffer.byteLength(text) + linkBytes, 0);
    const isFull = file.size + bytes > maxBytes || nowMs - file.sinceMs > maxAgeMs;
    if (file.size > 0 && isFull) file = await this.rotate(file, nowMs);
    this.removal = (await this.retention.makeRoom(file.size + bytes, nowMs)) ?? this.removal;
    return file;
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
    const options = { nowMs: this.parts.clock.nowMs(), seals: this.seals };
    const { path } = this.options;
    return this.take(
      this.known === undefined
        ? await openAuditFile(path, options)
        : await reopenAuditFile(path, this.known, options),
    );
  }

  private async take(file: OpenedAuditFile): Promise<OpenedAuditFile> {
    const { clock, meter, logger } = this.parts;
    const { path, fsync } = this.options;
    this.checkedMs = clock.nowMs();
    if (file.size === 0 && fsync !== 'never') await syncFolder(path);
    const aside = file.notes.recovered?.file ?? file.notes.opens?.abandonedFile;
    if (aside !== undefined && file.notes !== this.known?.notes) {
      meter.recovered();
      logger.warn('Moved corrupt audit data aside', { path, aside });
    }
    return this.setFile(file);
  }

  private setFile(file: OpenedAuditFile): OpenedAuditFile {
    const { handle: _handle, ...known } = file;
    this.file = file;
    this.known = known;
    return file;
  }

  /** If rotation fails, the file keeps growing, because losing records would be worse. */
  private async rotate(file: OpenedAuditFile, nowMs: number): Promise<OpenedAuditFile> {
    const { path, fsync } = this.options;
    const { meter, logger } = this.parts;
    if (nowMs < this.rotateAgainMs) return file;
    try {
      if (fsync !== 'never') await file.handle.datasync();
      const rotated = rotatedName(path, nowMs, await findRotated(path));
      // The current file or the next one always exists. If both are missing, the log was deleted.
      await createFile(nextFileOf(path));
      await rename(path, rotated);
      await rename(nextFileOf(path), path);
      const notes = { opens: { previousFile: basename(rotated) } };
      this.known = { size: 0, head: file.head, notes, sinceMs: nowMs };
      this.file = undefined;
      await file.handle.close();
      meter.rotated();
      logger.info('Rotated audit file', { rotated, head: file.head });
      this.removal = (await this.retention.survey(nowMs)) ?? this.removal;
    } catch (error) {
      logger.error('Audit file rotation failed', { path, retryMs: rotateRetryMs, err: error });
      this.rotateAgainMs = nowMs + rotateRetryMs;
    }
    return this.file ?? this.reopen();
  }

  private async remove(removal: Removal): Promise<void> {
    this.removal = undefined;
    try {
      await this.retention.remove(removal);
    } catch (error) {
      this.parts.logger.error('Removal of old audit files failed', { path: this.options.path, err: error });
    }
  }

  /** Tries to remove the bytes of a failed write. Remaining bytes are detected when the file is reopened. */
  private async abandon(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    if (file === undefined) return;
    await file.handle.truncate(file.size).catch(() => {});
    await file.handle.close().catch(() => {});
  }
}

function withMissingFile(file: OpenedAuditFile, missingFile: string): OpenedAuditFile {
  const { opens } = file.notes;
  return { ...file, notes: { ...file.notes, opens: { previousFile: null, ...opens, missingFile } } };
}
