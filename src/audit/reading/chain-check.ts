import { type ChainLink, readLink } from '../audit-chain.ts';

/** A problem or note about one line of a log. */
export interface ChainNote {
  readonly file: string;
  /** Starts with 1; absent if the note is about the whole file. */
  readonly line?: number;
  readonly message: string;
}

/** The part of one chain that is in one file. */
export interface ChainPart {
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
  /** The last record that states the oldest retained record. */
  readonly kept?: { readonly seq: number; readonly from: number };
}

/** Called for each finding at once, so memory does not grow with the file. */
export interface ChainListener {
  /** The log is not as it was written. */
  problem(note: ChainNote): void;
  /** The log itself reports an event: an interrupted write, decisions that could not be written. */
  note(note: ChainNote): void;
  /** Called for each record that has a readable link. */
  record?(link: ChainLink): void;
}

type Part = { -readonly [Key in keyof ChainPart]: ChainPart[Key] };

/** Follows the chains of one file: usually one, but the standard output of several processes has several. */
export class FileChainCheck {
  private readonly file: string;
  private readonly listener: ChainListener;
  private readonly parts = new Map<string, Part>();
  private line = 0;
  /** Unreadable lines since the last record; each explains one missing record. */
  private unreadable = 0;
  /** Lines of the webhook's own log: `oc logs` prints both outputs of a pod, line by line. */
  private ofOwnLog = 0;

  constructor(file: string, listener: ChainListener) {
    this.file = file;
    this.listener = listener;
  }

  /** @param bytes one line without its line end */
  read(bytes: Buffer): void {
    this.line += 1;
    const read = readLink(bytes);
    if (read.state === 'unreadable') {
      this.readUnreadable(bytes);
      return;
    }
    const { link } = read;
    const isChanged = read.state === 'changed';
    if (isChanged)
      this.problem(`record ${link.seq} was changed after it was written; its hash does not match its text`);
    const part = this.parts.get(link.log);
    if (part === undefined) this.begin(link);
    else if (isChanged) this.advance(part, { ...link, seq: part.last.seq + 1 });
    else this.follow(part, link);
    this.unreadable = 0;
    this.reportNotes(link);
  }

  /** @param partialBytes number of bytes after the last line end */
  end(partialBytes: number): readonly ChainPart[] {
    if (partialBytes > 0) {
      this.line += 1;
      this.problem(
        `the last line is truncated after ${partialBytes} bytes; ` +
          'its write was interrupted or is in progress, and a restart of the webhook moves it aside',
      );
    }
    if (this.ofOwnLog > 0) {
      const lines = this.ofOwnLog === 1 ? 'line' : 'lines';
      const message = `skipped ${this.ofOwnLog} ${lines} of the webhook's own log`;
      this.listener.note({ file: this.file, message });
    }
    return [...this.parts.values()];
  }

  private readUnreadable(bytes: Buffer): void {
    if (isOfOwnLog(bytes)) {
      this.ofOwnLog += 1;
      return;
    }
    this.unreadable += 1;
    this.problem(bytes.length === 0 ? 'empty line' : 'not an audit record, or only a part of one');
  }

  private begin({ log, seq, prev, hash, opens }: ChainLink): void {
    const first = { line: this.line, seq, prev, opens: opens !== undefined };
    this.parts.set(log, { file: this.file, log, records: 1, first, last: { seq, hash } });
  }

  private follow(part: Part, link: ChainLink): void {
    const { last } = part;
    const missing = link.seq - last.seq - 1;
    if (missing < 0) {
      this.problem(`record ${link.seq} follows record ${last.seq}; it was moved or duplicated`);
      return;
    }
    if (missing > this.unreadable)
      this.problem(`${records(last.seq + 1, link.seq - 1)} missing before record ${link.seq}`);
    else if (missing === 0 && link.prev !== last.hash) this.problem(replacedMessage(link.seq));
    this.advance(part, link);
  }

  private advance(part: Part, { seq, hash }: ChainLink): void {
    part.last = { seq, hash };
    part.records += 1;
  }

  private reportNotes(link: ChainLink): void {
    const { log, seq, dropped, recovered, opens } = link;
    const part = this.parts.get(log);
    if (part !== undefined && opens?.keptFrom !== undefined) part.kept = { seq, from: opens.keptFrom };
    if (dropped !== undefined)
      this.note(`${dropped} decisions before record ${seq} could not be written and have no record`);
    if (recovered !== undefined)
      this.note(
        `before record ${seq}, ${recovered.bytes} bytes of an interrupted write were moved to ` +
          `${recovered.file}`,
      );
    if (opens?.abandonedFile !== undefined)
      this.note(`a new chain starts here; the previous one is in ${opens.abandonedFile}, which was corrupt`);
    this.listener.record?.(link);
  }

  private problem(message: string): void {
    this.listener.problem({ file: this.file, line: this.line, message });
  }

  private note(message: string): void {
    this.listener.note({ file: this.file, line: this.line, message });
  }
}

/**
 * No record starts like this. A log line in the place of a record leaves a gap in the numbers, which is
 * reported.
 */
const ownLogStart = Buffer.from('{"level":"');

function isOfOwnLog(line: Buffer): boolean {
  return line.subarray(0, ownLogStart.length).equals(ownLogStart);
}

export function replacedMessage(seq: number): string {
  return `record ${seq} does not continue the previous record; one of them was replaced`;
}

/** `record 4 is`, `records 4 to 7 are`. */
export function records(from: number, to: number): string {
  return from === to ? `record ${from} is` : `records ${from} to ${to} are`;
}
