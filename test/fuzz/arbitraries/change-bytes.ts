import fc from 'fast-check';
import { unicodeText } from '../../support/unicode-text.ts';

/** A change of a text or file. */
export type ByteChange = {
  readonly at: number;
  readonly how: 'flip' | 'remove' | 'insert' | 'truncate' | 'copy' | 'move';
  readonly length: number;
  /** The inserted text. */
  readonly text: string;
};

/** @param texts that make the format invalid */
export function byteChanges(texts: readonly string[], maxLength = 3): fc.Arbitrary<readonly ByteChange[]> {
  return fc.array(
    fc.record({
      at: fc.nat(),
      how: fc.constantFrom('flip' as const, 'remove', 'insert', 'insert', 'truncate', 'copy', 'move'),
      length: fc.nat(40),
      text: fc.oneof(fc.constantFrom(...texts), unicodeText({ maxLength: 4 })).map(wellFormed),
    }),
    { maxLength },
  );
}

const wellFormed = (text: string) => text.toWellFormed();

export function changeBytes(bytes: Buffer, changes: readonly ByteChange[]): Buffer {
  return changes.reduce(changeOnce, bytes);
}

function changeOnce(bytes: Buffer, { at, how, length, text }: ByteChange): Buffer {
  const start = bytes.length === 0 ? 0 : at % bytes.length;
  const end = Math.min(bytes.length, start + length);
  const [before, part, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  switch (how) {
    case 'flip':
      return flipBit(bytes, start, length % 8);
    case 'remove':
      return Buffer.concat([before, after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(text), part, after]);
    case 'truncate':
      return Buffer.from(before);
    case 'copy':
      return Buffer.concat([before, part, part, after]);
    case 'move':
      return Buffer.concat([before, after, part]);
  }
}

function flipBit(bytes: Buffer, index: number, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  if (index < flipped.length) flipped[index] = (flipped[index] as number) ^ (1 << bit);
  return flipped;
}
