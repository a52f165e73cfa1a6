import fc, { type StringConstraints } from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;

/** Any code point except surrogates, like `unit: 'binary'` of fast-check. */
const codePoint = fc
  .nat(0x10ffff - surrogates)
  .map(
    (index) => String.fromCodePoint(index < firstSurrogate ? index : index + surrogates),
    indexOfCodePoint,
  );

/** Throws for other values, as fast-check requires. */
function indexOfCodePoint(text: unknown): number {
  const [value, ...others] = typeof text === 'string' && text.isWellFormed() ? [...text] : [];
  if (value === undefined || others.length > 0) throw new Error('not one code point');
  const index = value.codePointAt(0) ?? 0;
  return index < firstSurrogate ? index : index - surrogates;
}

/**
 * Any well-formed text. `unit: 'binary'` generates the same texts, but each test file that uses it first builds
 * a map of all 1,112,064 code points, which takes a second.
 */
export function unicodeText(constraints: Omit<StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: codePoint });
}
