import type { FileHandle } from 'node:fs/promises';
import { type ChainHead, readLink } from '../../audit-chain.ts';

/** How a log file ends. Offsets are bytes. */
export type FileTail =
  /** `end`: behind the last whole line; what stands behind it is of an interrupted write. */
  | { readonly state: 'whole' | 'torn'; readonly end: number; readonly head: ChainHead }
  /** No whole line at all. */
  | { readonly state: 'torn'; readonly end: 0; readonly head: undefined }
  /** The last whole line is not as it was written. No interrupted write leaves that. */
  | { readonly state: 'damaged' };

const chunkBytes = 64 * 1024;
const lineFeed = 0x0a;

/** Reads backwards as far as it has to. Cost: in proportion to the last two lines, not to the file. */
export async function readTail(file: FileHandle, size: number): Promise<FileTail> {
  let tail: Buffer = Buffer.alloc(0);
  let start = size;
  while (start > 0) {
    const length = Math.min(chunkBytes, start);
    start -= length;
    tail = Buffer.concat([await readExactly(file, start, length), tail]);
    const lineEnd = tail.lastIndexOf(lineFeed);
    const lineStart = lineEnd <= 0 ? -1 : tail.lastIndexOf(lineFeed, lineEnd - 1);
    // The last line begins behind the line before it, or with the file.
    if (lineEnd === -1 || (lineStart === -1 && start > 0)) continue;
    const read = readLink(tail.subarray(lineStart + 1, lineEnd));
    if (read.state !== 'sealed') return { state: 'damaged' };
    const { log, seq, hash } = read.link;
    const end = start + lineEnd + 1;
    return { state: end === size ? 'whole' : 'torn', end, head: { log, seq, hash } };
  }
  return { state: 'torn', end: 0, head: undefined };
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
