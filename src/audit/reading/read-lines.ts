import { closeSync, openSync, readSync } from 'node:fs';

/** One line without its end. `isPartial`: the file ends without a line end. */
export interface AuditLine {
  readonly bytes: Buffer;
  readonly isPartial: boolean;
}

const chunkBytes = 1024 * 1024;
const lineFeed = 0x0a;
/**
 * Several times the size of the largest record. A longer line is returned in parts, none of which is a valid
 * record.
 */
const maxLineBytes = 64 * 1024 * 1024;

/** The file has no readable lines. The message is appended to the file name. */
export class NotReadable extends Error {}

/**
 * Reads the lines of a file of any length with only one chunk and the current line in memory. Throws the
 * system error, or `NotReadable` for a compressed file.
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

/** The first bytes of compressed files. */
const compressed = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd], xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a] };

/** Throws `NotReadable` if the first chunk has the signature of a compressed file. */
export function* notCompressed(chunks: Iterable<Buffer>): Generator<Buffer> {
  let isFirst = true;
  for (const chunk of chunks) {
    for (const [program, start] of isFirst ? Object.entries(compressed) : [])
      if (start.every((byte, index) => chunk[index] === byte))
        throw new NotReadable(`is compressed: decompress it, or pipe the output of \`${program} -dc\` to -`);
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
      yield { bytes: begunBytes === 0 ? rest : Buffer.concat([...begun, rest]), isPartial: false };
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes <= maxLineBytes) continue;
    yield { bytes: Buffer.concat(begun), isPartial: false };
    begun = [];
    begunBytes = 0;
  }
  if (begunBytes > 0) yield { bytes: Buffer.concat(begun), isPartial: true };
}
