import { type ChainLink, readLink } from './audit-chain.ts';

/** Something about one line, for a person. */
export interface ChainNote {
  readonly file: string;
  /** From 1; absent where no line is meant. */
  readonly line?: number;
  readonly message: string;
}

/** One chain, or as much of it as stands in one file. */
export interface ChainStretch {
  readonly file: string;
  readonly log: string;
  readonly records: number;
  readonly first: {
    readonly line: number;
    readonly seq: number;
    readonly prev: string;
    readonly opens: boolean;
  };
  readonly last: { readonly seq: number; readonly hash: string };
  /** The last of its records that tells how far back the log was kept. */
  readonly kept?: { readonly seq: number; readonly from: number };
}

/** Told as it is found, so that a file of any length takes no more memory than a line of it. */
export interface ChainListener {
  /** The log is not as it was written. */
  problem(remark: ChainNote): void;
  /** The log itself says that something happened: an interrupted write, decisions that could not be written. */
  note(remark: ChainNote): void;
  /** Each record in turn, as far as it can be read. */
  record?(link: ChainLink): void;
}

type Stretch = { -readonly [Key in keyof ChainStretch]: ChainStretch[Key] };

/** Follows the chains through the lines of one file. Usually it is one chain; standard output of several processes has several. */
export class FileChainCheck {
  private readonly file: string;
  private readonly listener: ChainListener;
  private readonly stretches = new Map<string, Stretch>();
  private line = 0;
  /** Lines since the last good one that could not be read: each stands where a record is missing. */
  private unreadable = 0;
  /** Lines of the webhook's own log: what `oc logs` prints of a pod is both of its outputs, line by line. */
  private ofOwnLog = 0;

  constructor(file: string, listener: ChainListener) {
    this.file = file;
    this.listener = listener;
  }

  /** @param bytes one line without its line end */
  read(bytes: Buffer): void {
    this.line += 1;
    const read = readLink(bytes);
    if (read.state === 'unreadable' && isOfOwnLog(bytes)) {
      this.ofOwnLog += 1;
      return;
    }
    if (read.state === 'unreadable') {
      this.unreadable += 1;
      this.problem(
        bytes.length === 0
          ? 'an empty line: no record was written like this'
          : 'not an audit record, or not all of one',
      );
      return;
    }
    const { link } = read;
    if (read.state === 'changed')
      this.problem(`record ${link.seq} was changed after it was written: its hash is of another text`);
    const stretch = this.stretches.get(link.log);
    if (stretch === undefined) this.begin(link);
    else if (read.state === 'changed') this.step(stretch, { ...link, seq: stretch.last.seq + 1 });
    else this.follow(stretch, link);
    this.unreadable = 0;
    this.passOn(link);
  }

  /** @param cutOffBytes what stands after the last line end */
  end(cutOffBytes: number): readonly ChainStretch[] {
    if (cutOffBytes > 0) {
      this.line += 1;
      this.problem(
        `the last line is cut off after ${cutOffBytes} bytes: its write was interrupted, or is going on; a restart moves it aside`,
      );
    }
    if (this.ofOwnLog > 0) {
      const message = `lines of mirrorguard's own log stand between the records, and were passed over: ${this.ofOwnLog}`;
      this.listener.note({ file: this.file, message });
    }
    return [...this.stretches.values()];
  }

  private begin({ log, seq, prev, hash, opens }: ChainLink): void {
    const first = { line: this.line, seq, prev, opens: opens !== undefined };
    this.stretches.set(log, { file: this.file, log, records: 1, first, last: { seq, hash } });
  }

  private follow(stretch: Stretch, link: ChainLink): void {
    const { last } = stretch;
    const missing = link.seq - last.seq - 1;
    if (missing < 0) {
      this.problem(`record ${link.seq} stands after record ${last.seq}: it was moved, or is there twice`);
      return;
    }
    if (missing > this.unreadable)
      this.problem(`${records(last.seq + 1, link.seq - 1)} missing before record ${link.seq}`);
    else if (missing === 0 && link.prev !== last.hash) this.problem(isReplaced(link.seq));
    this.step(stretch, link);
  }

  private step(stretch: Stretch, { seq, hash }: ChainLink): void {
    stretch.last = { seq, hash };
    stretch.records += 1;
  }

  private passOn(link: ChainLink): void {
    const { log, seq, dropped, recovered, opens } = link;
    const stretch = this.stretches.get(log);
    if (stretch !== undefined && opens?.keptFrom !== undefined) stretch.kept = { seq, from: opens.keptFrom };
    if (dropped !== undefined)
      this.note(`${dropped} decisions before record ${seq} could not be written, and are on no record`);
    if (recovered !== undefined)
      this.note(
        `before record ${seq}, ${recovered.bytes} bytes of an interrupted write were moved to ${recovered.file}`,
      );
    if (opens?.abandonedFile !== undefined)
      this.note(`a new chain begins here; the one before is in ${opens.abandonedFile}, which was damaged`);
    this.listener.record?.(link);
  }

  private problem(message: string): void {
    this.listener.problem({ file: this.file, line: this.line, message });
  }

  private note(message: string): void {
    this.listener.note({ file: this.file, line: this.line, message });
  }
}

/** How such a line begins, and no record does. One that was put in a record's place leaves a gap in the numbers. */
const ownLogStart = Buffer.from('{"level":"');

function isOfOwnLog(line: Buffer): boolean {
  return line.subarray(0, ownLogStart.length).equals(ownLogStart);
}

export function isReplaced(seq: number): string {
  return `record ${seq} does not follow from the one before: one of them was replaced, and its hash made anew`;
}

/** `record 4 is`, `records 4 to 7 are`. */
export function records(from: number, to: number): string {
  return from === to ? `record ${from} is` : `records ${from} to ${to} are`;
}
