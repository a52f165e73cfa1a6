import { isJsonObject, type JsonObject, parseJson } from '../model/json.ts';
import { openSeal, openSeals, type Seal, type Seals } from './seal.ts';

/** `prev` of the first record of a chain without a predecessor. */
export const noRecord = '0'.repeat(64);

/** Identifies a record. The id is assigned with the decision, so the response can contain it. */
export interface RecordId {
  /** Id of the chain: 16 random hexadecimal digits. Each process starts a chain. */
  readonly log: string;
  /** Starts at 1. */
  readonly seq: number;
}

/** A written record, which the next one continues. */
export interface ChainHead extends RecordId {
  readonly hash: string;
  /** Whether it is the last record of a process that stopped normally. */
  readonly closes?: boolean;
}

/** Events before a record; usually none. */
export interface ChainNotes {
  /** Set for the first record of a file. `previousFile`: null if no file precedes it. */
  readonly opens?: {
    readonly previousFile: string | null;
    /** A corrupt file that was moved; an interrupted write cannot cause such content. */
    readonly abandonedFile?: string;
    /** Set if the process found rotated files, but no current file. */
    readonly missingFile?: string;
  };
  /**
   * Set for the first record of a process that continues the last record of an earlier one in the same file.
   * `closed`: the earlier process stopped normally.
   */
  readonly continues?: RecordId & { readonly closed: boolean };
  /** Retention removed all records before this one, which is the oldest retained record. */
  readonly firstRetained?: RecordId;
  /** The previous write was interrupted, and its bytes were moved to this file. */
  readonly recovered?: { readonly bytes: number; readonly file: string };
  /** The number of records directly before this one that could not be written. Their numbers are missing. */
  readonly dropped?: number;
  /** The process stops normally; its chain has no further record. */
  readonly closes?: boolean;
}

/** The member `chain` of a line: the link to the previous line, and the hash that seals this one. */
export interface ChainLink extends ChainNotes, RecordId {
  /** `hash` of the previous record. */
  readonly prev: string;
  /** Id of the key of `hash`; absent without a key. */
  readonly key?: string;
  /** Seal of the line's bytes up to the comma before `"hash"`. */
  readonly hash: string;
}

const chainStart = ',"chain":{';
const hashStart = ',"hash":"';
const lineEnd = '"}}';
const sealLength = hashStart.length + noRecord.length + lineEnd.length;

export interface SealOptions {
  /** `hash` of the previous record. */
  readonly prev: string;
  readonly notes?: ChainNotes;
  readonly seal?: Seal;
}

/**
 * Links a record to the previous one.
 *
 * @param record one JSON object with at least one member, as text
 * @returns the line without its line end, and the new head
 * Cost: one SHA-256 over the line, some 2 µs for a typical one.
 */
export function sealRecord(
  record: string,
  { log, seq }: RecordId,
  { prev, notes = {}, seal = openSeal }: SealOptions,
): { readonly line: string; readonly head: ChainHead } {
  const members = JSON.stringify({ log, seq, prev, key: seal.key, ...notes }).slice(1, -1);
  const covered = `${record.slice(0, -1)}${chainStart}${members}`;
  const hash = seal.digest(covered);
  const closes = notes.closes === true ? { closes: true } : {};
  return { line: `${covered}${hashStart}${hash}${lineEnd}`, head: { log, seq, hash, ...closes } };
}

/** The link of a line. */
export type ReadLink =
  | { readonly state: 'sealed'; readonly link: ChainLink }
  /** The hash does not match the bytes. */
  | { readonly state: 'changed'; readonly link: ChainLink }
  /** The key of the seal is unknown. */
  | { readonly state: 'unverified'; readonly link: ChainLink }
  | { readonly state: 'unreadable' };

/**
 * Reads the link of one line without its line end. The record is not parsed; the hash covers its bytes.
 *
 * Cost: one SHA-256 over the line; never throws.
 */
export function readLink(line: Buffer, seals: Seals = openSeals): ReadLink {
  // Quotes inside a JSON string are escaped, so the last match is the member.
  const start = line.lastIndexOf(chainStart);
  const coveredLength = line.length - sealLength;
  if (start === -1 || coveredLength < start) return { state: 'unreadable' };
  const link = parseLink(line.toString('utf8', start + chainStart.length - 1, line.length - 1));
  if (link === undefined) return { state: 'unreadable' };
  const seal = seals.get(link.key);
  if (seal === undefined) return { state: 'unverified', link };
  const end = `${hashStart}${seal.digest(line.subarray(0, coveredLength))}${lineEnd}`;
  return { state: line.toString('latin1', coveredLength) === end ? 'sealed' : 'changed', link };
}

function parseLink(text: string): ChainLink | undefined {
  const link = parseJson(text);
  if (!isJsonObject(link)) return undefined;
  const { prev, hash, key } = link;
  const isLink =
    isRecordId(link) &&
    typeof prev === 'string' &&
    typeof hash === 'string' &&
    (key === undefined || typeof key === 'string') &&
    hasReadableNotes(link);
  return isLink ? (link as unknown as ChainLink) : undefined;
}

function isRecordId(value: unknown): value is RecordId {
  return isJsonObject(value) && typeof value.log === 'string' && Number.isSafeInteger(value.seq);
}

/**
 * Validates the notes, because any program can write the line, and a seal without a key does not prove the
 * author.
 */
function hasReadableNotes({ opens, continues, firstRetained, recovered, dropped }: JsonObject): boolean {
  return (
    (opens === undefined || isJsonObject(opens)) &&
    (continues === undefined || isRecordId(continues)) &&
    (firstRetained === undefined || isRecordId(firstRetained)) &&
    (recovered === undefined || isJsonObject(recovered)) &&
    (dropped === undefined || Number.isSafeInteger(dropped))
  );
}
