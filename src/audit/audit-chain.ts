import { hash as hashOf } from 'node:crypto';

/** `prev` of the first record. */
export const noRecord = '0'.repeat(64);

/** The last record of a chain. */
export interface ChainHead {
  /** Id of the chain: 16 random hexadecimal digits. */
  readonly log: string;
  /** Number of the last record; 0 if the chain is empty. */
  readonly seq: number;
  /** Hash of the last record; `noRecord` if the chain is empty. */
  readonly hash: string;
}

/** Events before a record; usually none. */
export interface ChainNotes {
  /** This is the first record of a file. `previousFile`: null if the chain starts here. */
  readonly opens?: {
    readonly previousFile: string | null;
    /**
     * A file that was corrupt in a way that no interrupted write explains; it was moved, and a new chain
     * started.
     */
    readonly abandonedFile?: string;
    /** The oldest record of this chain in the rotated files that are retained. */
    readonly keptFrom?: number;
  };
  /** The previous write was interrupted; its bytes were moved to this file. */
  readonly recovered?: { readonly bytes: number; readonly file: string };
  /** Number of decisions right before this one that could not be written. */
  readonly dropped?: number;
}

/** The member `chain` of a line: the link to the previous line, and the hash that seals this one. */
export interface ChainLink extends ChainNotes {
  readonly log: string;
  /** Starts with 1; one more than that of the previous record. */
  readonly seq: number;
  /** `hash` of the previous record. */
  readonly prev: string;
  /** SHA-256 of the line's bytes up to the comma before `"hash"`. */
  readonly hash: string;
}

const chainStart = ',"chain":{';
const hashStart = ',"hash":"';
const lineEnd = '"}}';
const sealLength = hashStart.length + noRecord.length + lineEnd.length;

/**
 * Links a record to the previous one.
 *
 * @param record one JSON object with at least one member, as text
 * @returns the line without its line end, and the new head
 * Cost: one SHA-256 over the line, some 2 µs for a typical one.
 */
export function sealRecord(
  record: string,
  head: ChainHead,
  notes?: ChainNotes,
): { readonly line: string; readonly head: ChainHead } {
  const { log } = head;
  const seq = head.seq + 1;
  // Digits need no escaping.
  const link = `{"log":"${log}","seq":${seq},"prev":"${head.hash}"`;
  const noted = notes === undefined ? '' : JSON.stringify(notes).slice(1, -1);
  const covered = `${record.slice(0, -1)},"chain":${link}${noted === '' ? '' : `,${noted}`}`;
  const hash = sha256(covered);
  return { line: `${covered}${hashStart}${hash}${lineEnd}`, head: { log, seq, hash } };
}

/** The link of a line. */
export type ReadLink =
  | { readonly state: 'sealed'; readonly link: ChainLink }
  /** The hash does not match the bytes. */
  | { readonly state: 'changed'; readonly link: ChainLink }
  | { readonly state: 'unreadable' };

/**
 * Reads the link of one line without its line end. The record is not parsed; the hash covers its bytes.
 *
 * Cost: one SHA-256 over the line; never throws.
 */
export function readLink(line: Buffer): ReadLink {
  // Inside a JSON string the quotes would be escaped, so the last match is the member.
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

/** SHA-256 of text (as UTF-8) or bytes: 64 hexadecimal digits. */
function sha256(content: string | Uint8Array): string {
  return hashOf('sha256', content, 'hex');
}
