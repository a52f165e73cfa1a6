import { describe, expect, it } from '@jest/globals';
import { foundOnce } from '../../src/rules/found-once.ts';

describe('foundOnce', () => {
  it('asks once about each object, and gives the answer again', () => {
    const asked: string[] = [];
    const answerTo = foundOnce(({ name }: { readonly name: string }, more: string) => {
      asked.push(name);
      return { text: `${name} ${more}` };
    });
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const first = answerTo(a, 'x');
    expect([first, answerTo(b, 'y')]).toEqual([{ text: 'a x' }, { text: 'b y' }]);
    expect(answerTo(a, 'x')).toBe(first);
    expect(asked).toEqual(['a', 'b']);
  });

  it('keeps answers to different questions about one object apart, false ones too', () => {
    const isLong = foundOnce((list: readonly number[]) => list.length > 3);
    const sum = foundOnce((list: readonly number[]) => list.reduce((total, each) => total + each, 0));
    const list = [1, -1];
    expect([isLong(list), sum(list), isLong(list), sum(list)]).toEqual([false, 0, false, 0]);
  });
});
