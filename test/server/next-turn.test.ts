import { describe, expect, it } from '@jest/globals';
import { inNextTurn } from '../../src/server/next-turn.ts';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the next turn of the event loop', () => {
  it('comes after this one, for all in the order in which they asked', async () => {
    const called: string[] = [];
    inNextTurn(() => called.push('a'));
    inNextTurn(() => called.push('b'));
    await Promise.resolve();
    expect(called).toEqual([]);
    await nextTurn();
    expect(called).toEqual(['a', 'b']);
  });

  it('is another one for who asks while being called', async () => {
    const called: string[] = [];
    inNextTurn(() => {
      called.push('a');
      inNextTurn(() => called.push('b'));
    });
    await nextTurn();
    expect(called).toEqual(['a']);
    await nextTurn();
    expect(called).toEqual(['a', 'b']);
  });
});
