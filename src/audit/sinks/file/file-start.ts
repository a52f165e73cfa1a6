import type { FileHandle } from 'node:fs/promises';
import { type ChainLink, readLink } from '../../audit-chain.ts';
import { readExactly } from './file-tail.ts';

const chunkBytes = 64 * 1024;
const lineFeed = 0x0a;

/** The link of the first line; undefined where that is no whole and unchanged record. Cost: in proportion to that line. */
export async function readFirstLink(file: FileHandle): Promise<ChainLink | undefined> {
  let line: Buffer = Buffer.alloc(0);
  while (true) {
    const chunk = await readExactly(file, line.length, chunkBytes);
    const end = chunk.indexOf(lineFeed);
    line = Buffer.concat([line, end === -1 ? chunk : chunk.subarray(0, end)]);
    if (end === -1 && chunk.length === chunkBytes) continue;
    const read = end === -1 ? undefined : readLink(line);
    return read?.state === 'sealed' ? read.link : undefined;
  }
}
