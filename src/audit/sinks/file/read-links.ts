import type { FileHandle } from 'node:fs/promises';
import { type ChainHead, type ChainLink, type ReadLink, readLink } from '../../audit-chain.ts';
import type { Seals } from '../../seal.ts';

/** The end of a log file. Offsets are in bytes. */
export type FileTail =
  /**
   * `end`: the offset after the last complete line. In a partial file, more bytes of an interrupted write
   * follow.
   */
  | { readonly state: 'complete' | 'partial'; readonly end: number; readonly head: ChainHead }
  /** The file has no complete line. */
  | { readonly state: 'partial'; readonly end: 0; readonly head: undefined }
  /** The last complete line was changed, which an interrupted write cannot cause. */
  | { readonly state: 'corrupt' };

const chunkBytes = 64 * 1024;
const lineFeed = 0x0a;

/** Reads the end of a file. Cost: proportional to the last two lines. */
export async function readTail(file: FileHandle, size: number, seals: Seals): Promise<FileTail> {
  let tail: Buffer = Buffer.alloc(0);
  let start = size;
  while (start > 0) {
    const length = Math.min(chunkBytes, start);
    start -= length;
    tail = Buffer.concat([await readExactly(file, start, length), tail]);
    const lineEnd = tail.lastIndexOf(lineFeed);
    const lineStart = lineEnd <= 0 ? -1 : tail.lastIndexOf(lineFeed, lineEnd - 1);
    // The last line starts after the previous line or at the start of the file.
    if (lineEnd === -1 || (lineStart === -1 && start > 0)) continue;
    const link = unchangedLink(readLink(tail.subarray(lineStart + 1, lineEnd), seals));
    if (link === undefined) return { state: 'corrupt' };
    const { log, seq, hash, closes } = link;
    const end = start + lineEnd + 1;
    const head = { log, seq, hash, ...(closes === true ? { closes } : {}) };
    return { state: end === size ? 'complete' : 'partial', end, head };
  }
  return { state: 'partial', end: 0, head: undefined };
}

/** The link of the first line; undefined if it is not an unchanged record. Cost: proportional to the line. */
export async function readFirstLink(file: FileHandle, seals: Seals): Promise<ChainLink | undefined> {
  let line: Buffer = Buffer.alloc(0);
  while (true) {
    const chunk = await readExactly(file, line.length, chunkBytes);
    const end = chunk.indexOf(lineFeed);
    line = Buffer.concat([line, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (end === -1 && chunk.length === chunkBytes) continue;
    return end === -1 ? undefined : unchangedLink(readLink(line, seals));
  }
}

/** After the key was changed, records of the previous key remain valid. */
function unchangedLink(read: ReadLink): ChainLink | undefined {
  return read.state === 'sealed' || read.state === 'unverified' ? read.link : undefined;
}

export async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
