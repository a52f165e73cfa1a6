import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differingSources, isSameEntry, isSameMeaning } from '../../../src/model/index/differing-sources.ts';
import type { MirrorEntry } from '../../../src/model/mirror-set.ts';

const entry = (source: string, mirror: string, index = 0): MirrorEntry => ({
  source,
  mirrors: [mirror],
  index,
});
const differing = (before: readonly MirrorEntry[], after: readonly MirrorEntry[]) =>
  [...differingSources(before, after, isSameMeaning)].sort();

describe('differing sources of two versions', () => {
  const [a, b, c] = [entry('a', 'x', 0), entry('b', 'x', 1), entry('c', 'x', 2)];

  it('include sources that are changed, added or removed', () => {
    expect(differing([a, b], [a, entry('b', 'y', 1)])).toEqual(['b']);
    expect(differing([a], [a, b])).toEqual(['b']);
    expect(differing([a, b], [a])).toEqual(['b']);
    expect(differing([], [a])).toEqual(['a']);
    expect(differing([a, b], [a, b])).toEqual([]);
  });

  it('do not include sources of moved entries', () => {
    expect(differing([a, b, c], [b, c])).toEqual(['a']);
    expect(differing([a, b, c], [c, entry('b', 'y'), a])).toEqual(['b']);
  });

  it('include sources of moved entries if the position matters', () => {
    expect([...differingSources([a, b], [b, entry('a', 'x', 1)], isSameEntry)].sort()).toEqual(['a']);
  });

  it('include exactly the sources whose lists of entries differ', () => {
    const versions = fc.array(
      fc.record({ source: fc.constantFrom('a', 'b', 'c'), mirror: fc.constantFrom('x', 'y') }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(versions, versions, fc.constantFrom(isSameMeaning, isSameEntry), (old, now, isSame) => {
        const [before, after] = [old, now].map((list) =>
          list.map(({ source, mirror }, index) => entry(source, mirror, index)),
        );
        if (before === undefined || after === undefined) throw new Error('two versions');
        const of = (entries: readonly MirrorEntry[], source: string) =>
          entries.filter((each) => each.source === source);
        const expected = ['a', 'b', 'c'].filter((source) => {
          const [was, is] = [of(before, source), of(after, source)];
          return was.length !== is.length || was.some((each, at) => !isSame(each, is[at] ?? each));
        });
        expect([...differingSources(before, after, isSame)].sort()).toEqual(expected);
      }),
    );
  });
});
