import { describe, expect, it } from '@jest/globals';
import { once } from '../../src/model/once.ts';

describe('once', () => {
  it.each([[7], [null], [undefined]])('computes a value on first use, and once even if it is %p', (value) => {
    let made = 0;
    const get = once(() => {
      made += 1;
      return value;
    });
    expect(made).toBe(0);
    expect([get(), get()]).toEqual([value, value]);
    expect(made).toBe(1);
  });

  it('computes the value again after an error', () => {
    let tries = 0;
    const get = once(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return 'made';
    });
    expect(get).toThrow('not yet');
    expect(get()).toBe('made');
  });
});
