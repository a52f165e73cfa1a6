import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderMirrors } from '../../../src/model/merge/mirror-order.ts';
import { contradictedPairs } from '../../../src/model/merge/order-conflicts.ts';

function allPairs(lists: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(contradictedPairs('S', lists).flat());
}

/** Each letter is a mirror, `S` is the source, and `ab` stands for `a before b`. */
function pairsOf(...lists: string[]): readonly string[] {
  const pairs = allPairs(lists.map((list) => [...list]));
  return [...pairs].map((pair) => pair.replace(' before ', '')).sort();
}

describe('the contradicted pairs of lists', () => {
  it.each([
    [['abc'], []],
    [['abc', 'cde'], []],
    [
      ['ab', 'ba'],
      ['ab', 'ba'],
    ],
    [
      ['ab', 'bc', 'ca'],
      ['ab', 'bc', 'ca'],
    ],
    [
      ['abc', 'ca'],
      ['ab', 'ac', 'bc', 'ca'],
    ],
    [
      ['ab', 'ba', 'cd', 'dc'],
      ['ab', 'ba', 'cd', 'dc'],
    ],
    [
      ['xaby', 'ba'],
      ['ab', 'ba'],
    ],
    [['aSb'], ['Sb']],
    [
      ['aSb', 'ba'],
      ['Sb', 'ab', 'ba'],
    ],
    [['Sa', 'a'], ['Sa']],
    [['bba'], ['bb']],
  ])('%j are %j', (lists, expected) => {
    expect(pairsOf(...lists)).toEqual(expected);
  });

  it.each([
    ['repeats a list', 'ab'],
    ['agrees with all lists', 'yax'],
    ['has mirrors of its own', 'xyz'],
    ['has one mirror', 'a'],
  ])('stay the same with a list that %s', (_, list) => {
    expect(pairsOf('ab', 'ba', 'cx', list)).toEqual(pairsOf('ab', 'ba', 'cx'));
  });

  it('are those of each list', () => {
    const lists = ['ab', 'ba', 'cx', 'yax', 'ab'].map((list) => [...list]);
    expect(contradictedPairs('S', lists)).toEqual([['a before b'], ['b before a'], [], [], ['a before b']]);
  });

  it('grow with a list that orders mirrors differently', () => {
    for (const list of ['bxa', 'axb', 'xc']) {
      const stored = pairsOf('ab', 'ba', 'cx');
      expect(pairsOf('ab', 'ba', 'cx', list).length).toBeGreaterThan(stored.length);
    }
  });

  const anyList = fc.uniqueArray(fc.constantFrom(...'Sabcdef'), { minLength: 1, maxLength: 5 });
  const anyLists = fc.array(anyList, { minLength: 1, maxLength: 5 });

  it('are empty if and only if the operator finds no contradiction and no list has the source early', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const { cycleBreaks } = orderMirrors('S', lists);
        const isEarly = lists.some((list) => list.includes('S') && list.at(-1) !== 'S');
        expect(allPairs(lists).size > 0).toBe(cycleBreaks.length > 0 || isEarly);
      }),
    );
  });

  it('do not grow if a mirror or a list is removed, or if a list is repeated', () => {
    fc.assert(
      fc.property(anyLists, fc.nat(), fc.constantFrom(...'Sabcdef'), (lists, at, mirror) => {
        const stored = allPairs(lists);
        const index = at % lists.length;
        const shorter = lists.map((list) => list.filter((name) => name !== mirror));
        const oneShorter = lists.with(index, shorter[index] ?? []);
        const repeated = [...lists, lists[index] ?? []];
        for (const changed of [lists.toSpliced(index, 1), shorter, oneShorter, repeated])
          expect([...allPairs(changed)].filter((pair) => !stored.has(pair))).toEqual([]);
      }),
    );
  });

  it('of lists with thousands of mirrors are found without recursion', () => {
    const list = Array.from({ length: 20_000 }, (_, index) => `m.io/${index}`);
    const pairs = allPairs([list, list.toReversed()]);
    expect(pairs.has('m.io/0 before m.io/1')).toBe(true);
    expect(pairs.has('m.io/19999 before m.io/19998')).toBe(true);
  });
});
