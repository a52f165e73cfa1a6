/** Parts of valid locations, and characters that make them invalid. */
const labels = ['a', 'quay', 'A1', 'x-y', '0', 'my--host', 'registry'];
const components = ['a', 'ns', 'foo.bar', 'a_b', 'a__b', 'x---y', '0', 'ubi9'];
const disturbances = [
  '-',
  '_',
  '__',
  '___',
  '.',
  '..',
  ':',
  '/',
  '//',
  '*',
  '*.',
  ' ',
  '\n',
  '\t',
  'A',
  'é',
  '@',
  '$',
  '[',
  'https://',
  ':v1',
  '@sha256:0',
  '\u{1f600}',
];

/** Mulberry32, a small seeded random generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Valid sources and mirrors, and strings with up to two random edits. The same seed gives the same strings.
 */
export function* nearValidLocations({
  seed,
  count,
}: {
  readonly seed: number;
  readonly count: number;
}): Generator<string> {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = (choices: readonly string[]) => choices[below(choices.length)] ?? '';
  const several = (choices: readonly string[], separator: string) =>
    Array.from({ length: 1 + below(3) }, () => oneOf(choices)).join(separator);

  for (let made = 0; made < count; made++) {
    const host = several(labels, '.');
    const isWildcard = random() < 0.15;
    const port = random() < 0.3 ? `:${below(100_000)}` : '';
    const path = random() < 0.7 ? `/${several(components, '/')}` : '';
    let text = isWildcard ? `*.${host}` : `${host}${port}${path}`;
    for (let mistakes = below(3); mistakes > 0; mistakes--) {
      const at = below(text.length + 1);
      const removed = random() < 0.4 ? 1 : 0;
      text = text.slice(0, at) + (random() < 0.8 ? oneOf(disturbances) : '') + text.slice(at + removed);
    }
    yield text;
  }
}
