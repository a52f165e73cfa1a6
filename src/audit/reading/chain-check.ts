import { type ChainLink, type RecordId, readLink } from '../audit-chain.ts';
import type { Seals } from '../seal.ts';

/** A problem or note about one line of a log. */
export interface ChainNote {
  readonly file: string;
  /** Starts at 1; absent if the note concerns the whole file. */
  readonly line?: number;
  readonly message: string;
}

/** The part of one chain in one file. */
export interface ChainPart {
  readonly file: string;
  readonly log: string;
  /** Id of the key; absent without a key. */
  readonly key: string | undefined;
  readonly records: number;
  readonly first: {
    readonly line: number;
    readonly seq: number;
    readonly prev: string;
    /** The number of records directly before this part that could not be written. */
    readonly dropped: number;
    /** Whether it is the first record of its file. */
    readonly opens: boolean;
    /** The last record of the earlier process that this part continues. */
    readonly continues: ChainLink['continues'];
  };
  readonly last: { readonly seq: number; readonly hash: string; readonly closes: boolean };
  /** The number of decisions without a record, as stated by the records of this part. */
  readonly dropped: number;
  /** The oldest retained records, as stated by the records of this part. */
  readonly firstRetained: readonly RecordId[];
}

/** Called immediately for each finding, so memory does not grow with the file. */
export interface ChainListener {
  /** The log was changed after it was written. */
  problem(note: ChainNote): void;
  /** An event that the log itself records: an interrupted write, or decisions that could not be written. */
  note(note: ChainNote): void;
  /** Called for each record with a readable link. */
  record?(link: ChainLink, line: Buffer, lineNumber: number): void;
}

type Part = { -readonly [Key in keyof Omit<ChainPart, 'firstRetained'>]: ChainPart[Key] } & {
  readonly firstRetained: RecordId[];
};

/** Checks the chains of one file; each process that wrote it has its own chain. */
export class FileChainCheck {
  private readonly file: string;
  private readonly seals: Seals;
  private readonly listener: ChainListener;
  private readonly parts = new Map<string, Part>();
  private readonly unknownKeys = new Set<string>();
  private line = 0;
  /** Unreadable lines since the last record; each explains one missing record. */
  private unreadable = 0;
  /** Lines of the log of the webhook, because `oc logs` prints both outputs of a pod. */
  private ofOwnLog = 0;

  constructor(file: string, seals: Seals, listener: ChainListener) {
    this.file = file;
    this.seals = seals;
    this.listener = listener;
  }

  /** @param bytes one line without its line end */
  read(bytes: Buffer): void {
    this.line += 1;
    const read = readLink(bytes, this.seals);
    if (read.state === 'unreadable') {
      this.readUnreadable(bytes);
      return;
    }
    const { link, state } = read;
    if (state === 'changed')
      this.problem(`record ${link.seq} was changed after it was written; its hash does not match its text`);
    if (state === 'unverified') this.reportUnknownKey(link);
    const part = this.parts.get(link.log);
    if (part === undefined) this.begin(link);
    else if (state === 'changed') advance(part, { ...link, seq: part.last.seq + 1 });
    else this.follow(part, link);
    this.unreadable = 0;
    this.reportNotes(link);
    this.listener.record?.(link, bytes, this.line);
  }

  /** @param partialBytes the number of bytes after the last line end */
  end(partialBytes: number): Iterable<ChainPart> {
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
    return this.parts.values();
  }

  private readUnreadable(bytes: Buffer): void {
    if (isOfOwnLog(bytes)) {
      this.ofOwnLog += 1;
      return;
    }
    this.unreadable += 1;
    this.problem(bytes.length === 0 ? 'empty line' : 'not an audit record, or only a part of one');
  }

  private reportUnknownKey({ seq, key = '' }: ChainLink): void {
    if (this.unknownKeys.has(key)) return;
    this.unknownKeys.add(key);
    this.problem(`record ${seq} is sealed with the key ${key}; pass its file to --key-file`);
  }

  private begin({
    log,
    seq,
    prev,
    key,
    hash,
    opens,
    dropped = 0,
    continues,
    closes = false,
  }: ChainLink): void {
    const first = { line: this.line, seq, prev, dropped, opens: opens !== undefined, continues };
    const last = { seq, hash, closes };
    this.parts.set(log, {
      file: this.file,
      log,
      key,
      records: 1,
      first,
      last,
      dropped: 0,
      firstRetained: [],
    });
  }

  private follow(part: Part, link: ChainLink): void {
    const { last } = part;
    const { seq, dropped = 0 } = link;
    const missing = seq - last.seq - 1;
    if (missing < 0) {
      this.problem(`record ${seq} follows record ${last.seq}; it was moved or duplicated`);
      return;
    }
    if (link.key !== part.key) this.problem(`record ${seq} is not sealed with the key of its chain`);
    if (missing !== dropped && missing > this.unreadable)
      this.problem(`${records(last.seq + 1, seq - 1)} missing before record ${seq}`);
    else if (missing === dropped && link.prev !== last.hash) this.problem(replacedMessage(seq));
    else if (missing < dropped) this.problem(replacedMessage(seq));
    advance(part, link);
  }

  private reportNotes(link: ChainLink): void {
    const { log, seq, dropped, recovered, opens, firstRetained } = link;
    const part = this.parts.get(log);
    if (firstRetained !== undefined) part?.firstRetained.push(firstRetained);
    if (dropped !== undefined) {
      if (part !== undefined) part.dropped += dropped;
      this.note(`${dropped} decisions before record ${seq} could not be written and have no record`);
    }
    if (recovered !== undefined)
      this.note(
        `before record ${seq}, ${recovered.bytes} bytes of an interrupted write were moved to ` +
          `${recovered.file}`,
      );
    if (opens?.abandonedFile !== undefined)
      this.problem(
        `the file before record ${seq} was corrupt; it was moved to ${opens.abandonedFile}, and the chain ` +
          'does not continue it',
      );
    if (opens?.missingFile !== undefined)
      this.problem(
        `the file ${opens.missingFile} did not exist when the webhook started, although the log did; ` +
          'the file was deleted or moved',
      );
  }

  private problem(message: string): void {
    this.listener.problem({ file: this.file, line: this.line, message });
  }

  private note(message: string): void {
    this.listener.note({ file: this.file, line: this.line, message });
  }
}

function advance(part: Part, { seq, hash, closes = false }: ChainLink): void {
  part.last = { seq, hash, closes };
  part.records += 1;
}

/** No record has this prefix. If a log line replaces a record, the gap in the numbers is reported. */
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
