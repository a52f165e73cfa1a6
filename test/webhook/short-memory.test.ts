import { describe, expect, it } from '@jest/globals';
import { longestKept, ShortMemory } from '../../src/webhook/short-memory.ts';

const basis = [{}, {}];
const mebibyte = 1024 * 1024;

/** A memory into which values were put, each under its own number. */
function memoryOf(count: number, size: number): ShortMemory<number, string> {
  const memory = new ShortMemory<number, string>();
  for (let key = 0; key < count; key++) memory.keep(key, basis, `value ${key}`, size);
  return memory;
}

const knownIn = (memory: ShortMemory<number, string>, count: number) =>
  Array.from({ length: count }, (_, key) => key).filter((key) => memory.recall(key, basis) !== undefined);

describe('a short memory', () => {
  it('has what was put into it, and nothing else', () => {
    const memory = memoryOf(2, 1);
    expect(memory.recall(1, basis)).toBe('value 1');
    expect(memory.recall(2, basis)).toBeUndefined();
  });

  it('keeps the first of two values for one key', () => {
    const memory = memoryOf(1, 1);
    memory.keep(0, basis, 'another', 1);
    expect(memory.recall(0, basis)).toBe('value 0');
  });

  it.each([
    ['another part', [basis[0] ?? {}, {}]],
    ['fewer parts', basis.slice(1)],
    ['the parts in another order', basis.toReversed()],
  ])('forgets everything when it rests on %s', (_what, other) => {
    const memory = memoryOf(1, 1);
    expect(memory.recall(0, other)).toBeUndefined();
    expect(memory.recall(0, basis)).toBeUndefined();
  });

  it('remembers up to the longest that is kept, and no longer', () => {
    const memory = memoryOf(0, 0);
    memory.keep(1, basis, 'long', longestKept);
    memory.keep(2, basis, 'longer', longestKept + 1);
    expect(knownIn(memory, 3)).toEqual([1]);
  });

  it('forgets the oldest first, never the newest 2 Mi, and has at most 4', () => {
    const size = longestKept;
    const inTwo = (2 * mebibyte) / size;
    for (const count of [1, inTwo, 2 * inTwo, 2 * inTwo + 1, 5 * inTwo + 3]) {
      const known = knownIn(memoryOf(count, size), count);
      expect(known).toEqual(Array.from({ length: known.length }, (_, index) => count - known.length + index));
      expect(known.length).toBeGreaterThanOrEqual(Math.min(count, inTwo));
      expect(known.length).toBeLessThanOrEqual(2 * inTwo);
    }
  });
});
