import { open, rm } from 'node:fs/promises';
import type { RecordId } from '../../audit-chain.ts';
import type { Seals } from '../../seal.ts';
import { type StoredFile, type StoredFiles, surveyFiles } from './file-names.ts';
import { readFirstLink } from './read-links.ts';

export interface RetentionOptions {
  readonly path: string;
  /** Limit for all files of the log, including data that was moved aside; Infinity: no limit. */
  readonly maxTotalBytes: number;
  /** Remove rotated files after this time; Infinity: never. */
  readonly retainMs: number;
}

/** Files to remove after a record states their removal. */
export interface Removal {
  readonly files: readonly string[];
  /** The oldest retained record; undefined if it is the record that states the removal. */
  readonly firstRetained: RecordId | undefined;
}

/**
 * The files have reached the size budget. Old records are not removed to make room, because an attacker could
 * cause that.
 */
class BudgetReached extends Error {}

const nothingStored: StoredFiles = { rotated: [], asideBytes: 0 };

/**
 * Selects the files to remove, which are only those that are old enough. Before a file is removed, a record
 * states the oldest retained record, so `audit verify` can distinguish retention from deletion.
 */
export class Retention {
  private readonly options: RetentionOptions;
  private readonly seals: Seals;
  private stored = nothingStored;

  constructor(options: RetentionOptions, seals: Seals) {
    this.options = options;
    this.seals = seals;
  }

  /** Reads the folder again, at the start and after a rotation. */
  async survey(nowMs: number): Promise<Removal | undefined> {
    this.stored = await surveyFiles(this.options.path);
    const { expired, left } = this.split(nowMs);
    if (expired.length === 0) return undefined;
    return { files: expired.map(({ path }) => path), firstRetained: await this.firstRecordOf(left) };
  }

  /**
   * Throws `BudgetReached` if the next write does not fit.
   *
   * @param currentBytes size of the current file after the write
   * @returns files to remove to make it fit
   */
  async makeRoom(currentBytes: number, nowMs: number): Promise<Removal | undefined> {
    const { maxTotalBytes } = this.options;
    if (this.usedBytes(this.stored.rotated) + currentBytes <= maxTotalBytes) return undefined;
    const removal = await this.survey(nowMs);
    if (this.usedBytes(this.split(nowMs).left) + currentBytes > maxTotalBytes)
      throw new BudgetReached(`the files have reached --audit-max-total-bytes ${maxTotalBytes}`);
    return removal;
  }

  async remove({ files }: Removal): Promise<void> {
    for (const file of files) await rm(file, { force: true });
    this.stored = await surveyFiles(this.options.path);
  }

  private split(nowMs: number): {
    readonly expired: readonly StoredFile[];
    readonly left: readonly StoredFile[];
  } {
    const { rotated } = this.stored;
    const firstRetained = rotated.findIndex(({ rotatedMs }) => nowMs - rotatedMs <= this.options.retainMs);
    const count = firstRetained === -1 ? rotated.length : firstRetained;
    return { expired: rotated.slice(0, count), left: rotated.slice(count) };
  }

  private usedBytes(rotated: readonly StoredFile[]): number {
    return rotated.reduce((sum, { bytes }) => sum + bytes, this.stored.asideBytes);
  }

  private async firstRecordOf([oldest]: readonly StoredFile[]): Promise<RecordId | undefined> {
    const path = oldest?.path ?? this.options.path;
    const handle = await open(path, 'r');
    try {
      const first = await readFirstLink(handle, this.seals);
      return first === undefined ? undefined : { log: first.log, seq: first.seq };
    } finally {
      await handle.close();
    }
  }
}
