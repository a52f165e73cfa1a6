import { describe, expect, it } from '@jest/globals';
import { memoize } from '../../src/rules/memoize.ts';

describe('memoize', () => {
  it('computes the result once for each object', () => {
    const computed: string[] = [];
    const resultOf = memoize(({ name }: { readonly name: string }, more: string) => {
      computed.push(name);
      return { text: `${name} ${more}` };
    });
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const first = resultOf(a, 'x');
    expect([first, resultOf(b, 'y')]).toEqual([{ text: 'a x' }, { text: 'b y' }]);
    expect(resultOf(a, 'x')).toBe(first);
    expect(computed).toEqual(['a', 'b']);
  });

  it('stores results of different functions for one object separately, including false', () => {
    const isLong = memoize((list: readonly number[]) => list.length > 3);
    const sum = memoize((list: readonly number[]) => list.reduce((total, each) => total + each, 0));
    const list = [1, -1];
    expect([isLong(list), sum(list), isLong(list), sum(list)]).toEqual([false, 0, false, 0]);
  });
});
