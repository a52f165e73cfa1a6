import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderMirrors } from '../../../src/model/merge/mirror-order.ts';

/** `abc` is a list of three mirrors, and `S` is the source. */
function order(source: string, ...lists: string[]) {
  const mirrors = lists.map((list) =>
    [...list].map((letter) => (letter === 'S' ? source : `${letter}.io/m`)),
  );
  const merged = orderMirrors(source, mirrors);
  return {
    ...merged,
    letters: merged.mirrors.map((mirror) => (mirror === source ? 'S' : mirror.charAt(0))).join(''),
  };
}

describe('the order of mirrors', () => {
  it.each([
    [['abc'], 'abc'],
    [['bc', 'ab'], 'abc'],
    [['abc', 'cde'], 'abcde'],
    [['ade', 'bce'], 'abdce'],
    [['c', 'b', 'a'], 'abc'],
    [['cd', 'ab', 'bd'], 'acbd'],
    [['be', 'ac', 'cd'], 'abced'],
    [['ab', 'ac', 'bd', 'ce', 'zd'], 'azbcde'],
    [['ab', 'ba'], 'ab'],
    [['abc', 'cba'], 'abc'],
    [['abc', 'cab'], 'abc'],
    [['bac', 'cab'], 'abc'],
    [['ab', 'bc', 'ca'], 'abc'],
    [['zy', 'yx', 'xz'], 'xzy'],
    [['xa', 'ab', 'ba', 'bz'], 'xabz'],
    [['ab', 'ba', 'cd', 'dc'], 'abcd'],
    [['aSb'], 'aSb'],
    [['aSb', 'c'], 'acSb'],
    [['Sa'], 'Sa'],
    [['Sa', 'a'], 'a'],
    [['aS'], 'a'],
    [['bab'], 'ab'],
    [['b', 'C', 'a'], 'Cab'],
  ])('of %j is %s if the source sorts last', (lists, expected) => {
    expect(order('zzz.io/s', ...lists).letters).toBe(expected);
  });

  it.each([
    ['0.io/s', ['ab', 'ba'], 'Sab'],
    ['m.io/s', ['ab', 'bc', 'ca', 'd'], 'dabc'],
    ['src.io/s', ['zy', 'yx', 'xz', 'w'], 'wSxzy'],
    ['b9.io/s', ['ab', 'ba', 'cd', 'dc'], 'abScd'],
    ['src.io/s', ['bba'], 'aSb'],
  ])(
    'has the source %s of lists %j at %s if it sorts first among contradicting entries',
    (source, lists, expected) => {
      expect(order(source, ...lists).letters).toBe(expected);
    },
  );

  it('has the position of the source and the overruled steps of each list', () => {
    expect(order('0.io/s', 'ab', 'ba')).toMatchObject({
      sourceAt: 0,
      cycleBreaks: ['0.io/s', 'a.io/m'],
      overruled: [
        { before: 'b.io/m', after: '0.io/s', lists: [0] },
        { before: 'b.io/m', after: 'a.io/m', lists: [1] },
        { before: 'a.io/m', after: '0.io/s', lists: [1] },
      ],
    });
  });

  it('has no overruled steps if the lists do not contradict each other', () => {
    expect(order('zzz.io/s', 'ab', 'bc')).toMatchObject({
      sourceAt: undefined,
      cycleBreaks: [],
      overruled: [],
    });
  });

  const anyLists = fc.array(fc.array(fc.constantFrom(...'abcdeS'), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  const asLists = (lists: readonly (readonly string[])[]) => lists.map((list) => list.join(''));

  it('does not depend on the order of the lists', () => {
    fc.assert(
      fc.property(anyLists, (lists) =>
        expect(order('m.io/s', ...asLists(lists).reverse()).letters).toBe(
          order('m.io/s', ...asLists(lists)).letters,
        ),
      ),
    );
  });

  it('contains every mirror once, and the source at most once and never last', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const { letters } = order('m.io/s', ...asLists(lists));
        expect(new Set(letters).size).toBe(letters.length);
        expect(letters.endsWith('S')).toBe(false);
        expect([...letters].filter((letter) => letter !== 'S').sort()).toEqual(
          [...new Set(lists.flat())].filter((letter) => letter !== 'S').sort(),
        );
      }),
    );
  });

  it('follows every step of every list unless lists contradict each other', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const { letters, cycleBreaks, overruled } = order('m.io/s', ...asLists(lists));
        expect(overruled.length > 0 && cycleBreaks.length === 0).toBe(false);
        if (cycleBreaks.length > 0) return;
        for (const list of lists) {
          const places = list.filter((letter) => letter !== 'S').map((letter) => letters.indexOf(letter));
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('orders long lists that contradict each other', () => {
    const mirrors = Array.from({ length: 20_000 }, (_, index) => `m${index}.io/x`);
    expect(orderMirrors('s.io', [mirrors, [...mirrors].reverse()]).mirrors).toHaveLength(20_001);
  });
});
