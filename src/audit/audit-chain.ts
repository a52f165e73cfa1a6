import { sha256 } from './digest.ts';

/** Stands for the record before the first. */
export const noRecord = '0'.repeat(64);

/** Where a chain has got to. */
export interface ChainHead {
  /** Which chain: 16 hexadecimal digits, drawn when it began. */
  readonly log: string;
  /** Of the last record; 0 while there is none. */
  readonly seq: number;
  /** Of the last record; `noRecord` while there is none. */
  readonly hash: string;
}

/** Only where there is something to tell. */
export interface ChainNotes {
  /** This is the first record of a file: which file the chain comes from, null where it begins here. */
  readonly opens?: {
    readonly previousFile: string | null;
    /** A file found in a state that no interrupted write leaves; it was put aside, and a new chain was begun. */
    readonly abandonedFile?: string;
    /** The oldest record of this chain that full files still hold, or will when what is too old has been removed. */
    readonly keptFrom?: number;
  };
  /** A write before this one was interrupted: what it had left was moved into this file. */
  readonly recovered?: { readonly bytes: number; readonly file: string };
  /** So many decisions right before this one could not be written. */
  readonly dropped?: number;
}

/** The member `chain` of a line: the link to the line before, and the hash that seals this one. */
export interface ChainLink extends ChainNotes {
  readonly log: string;
  /** From 1, one more than that of the record before. */
  readonly seq: number;
  /** `hash` of the record before. */
  readonly prev: string;
  /** SHA-256 of the line's bytes up to the comma before `"hash"`. */
  readonly hash: string;
}

const chainStart = ',"chain":{';
const hashStart = ',"hash":"';
const lineEnd = '"}}';
const sealLength = hashStart.length + noRecord.length + lineEnd.length;

/**
 * Ties a record to the one before it.
 *
 * @param record one JSON object with at least one member, as text
 * @returns the line without its line end, and the head that the next record is tied to
 * Cost: one SHA-256 over the line, some 2 µs for a usual one.
 */
export function sealRecord(
  record: string,
  head: ChainHead,
  notes?: ChainNotes,
): { readonly line: string; readonly head: ChainHead } {
  const { log } = head;
  const seq = head.seq + 1;
  // Digits alone: nothing in them is to be escaped.
  const link = `{"log":"${log}","seq":${seq},"prev":"${head.hash}"`;
  const told = notes === undefined ? '' : JSON.stringify(notes).slice(1, -1);
  const covered = `${record.slice(0, -1)},"chain":${link}${told === '' ? '' : `,${told}`}`;
  const hash = sha256(covered);
  return { line: `${covered}${hashStart}${hash}${lineEnd}`, head: { log, seq, hash } };
}

/** What a line says of itself. */
export type ReadLink =
  | { readonly state: 'sealed'; readonly link: ChainLink }
  /** It has a link, but its hash is of other bytes. */
  | { readonly state: 'changed'; readonly link: ChainLink }
  | { readonly state: 'unreadable' };

/**
 * Reads the link of one line, its line end taken off. The record itself is not parsed: its bytes are covered by the hash.
 *
 * Cost: one SHA-256 over the line; never throws.
 */
export function readLink(line: Buffer): ReadLink {
  // Inside a JSON string the quotes would be escaped, so the last one found is the member.
  const start = line.lastIndexOf(chainStart);
  const coveredLength = line.length - sealLength;
  if (start === -1 || coveredLength < start) return { state: 'unreadable' };
  const link = parseLink(line.toString('utf8', start + chainStart.length - 1, line.length - 1));
  if (link === undefined) return { state: 'unreadable' };
  const seal = `${hashStart}${sha256(line.subarray(0, coveredLength))}${lineEnd}`;
  return { state: line.toString('latin1', coveredLength) === seal ? 'sealed' : 'changed', link };
}

function parseLink(text: string): ChainLink | undefined {
  try {
    const link = JSON.parse(text) as Partial<Record<keyof ChainLink, unknown>>;
    const { log, seq, prev, hash } = link;
    const isLink =
      typeof log === 'string' &&
      Number.isSafeInteger(seq) &&
      typeof prev === 'string' &&
      typeof hash === 'string';
    return isLink ? (link as ChainLink) : undefined;
  } catch {
    return undefined;
  }
}
