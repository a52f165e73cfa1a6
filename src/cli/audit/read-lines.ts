import { closeSync, openSync, readSync } from 'node:fs';

/** One line without its end. `isCutOff`: the file stops before the line does. */
export interface AuditLine {
  readonly bytes: Buffer;
  readonly isCutOff: boolean;
}

const chunkBytes = 1024 * 1024;
const lineFeed = 0x0a;
/** Several times what the largest review can give. A longer line is handed out in parts, none of which is a record. */
const longestLine = 64 * 1024 * 1024;

/** Nothing of it can be read as lines. The message is to be read after the name of the file. */
export class NotReadable extends Error {}

/**
 * The lines of a file, however long it is: only a chunk and the line at hand are in memory. Throws the system's error, and
 * `NotReadable` for a compressed file.
 */
export function* readLines(path: string): Generator<AuditLine> {
  const file = openSync(path, 'r');
  try {
    yield* splitLines(notCompressed(chunksOf(file)));
  } finally {
    closeSync(file);
  }
}

function* chunksOf(file: number): Generator<Buffer> {
  while (true) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const length = readSync(file, chunk, 0, chunkBytes, null);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

/** How files of gzip, zstd and xz begin. */
const compressed = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd], xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a] };

/** Hands the chunks on, unless the first of them is of a compressed file. */
export function* notCompressed(chunks: Iterable<Buffer>): Generator<Buffer> {
  let isFirst = true;
  for (const chunk of chunks) {
    for (const [program, start] of isFirst ? Object.entries(compressed) : [])
      if (start.every((byte, index) => chunk[index] === byte))
        throw new NotReadable(
          `is compressed: unpack it, or hand over what \`${program} -dc\` prints of it as -`,
        );
    isFirst = false;
    yield chunk;
  }
}

export function* splitLines(chunks: Iterable<Buffer>): Generator<AuditLine> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const rest = chunk.subarray(start, end);
      yield { bytes: begunBytes === 0 ? rest : Buffer.concat([...begun, rest]), isCutOff: false };
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes <= longestLine) continue;
    yield { bytes: Buffer.concat(begun), isCutOff: false };
    begun = [];
    begunBytes = 0;
  }
  if (begunBytes > 0) yield { bytes: Buffer.concat(begun), isCutOff: true };
}
