import { describe, expect, it } from '@jest/globals';
import { reasonOf } from '../../src/manifests/system-reason.ts';

describe('reasonOf', () => {
  it.each([
    ['ENOENT', 'does not exist'],
    ['EISDIR', 'is a folder'],
    ['ENOSPC', 'no space is left there'],
    ['EROFS', 'lies in a file system that is read-only'],
  ])('puts %s into words', (code, words) => {
    expect(reasonOf(Object.assign(new Error('x'), { code }))).toBe(words);
  });

  it('says what was denied', () => {
    expect(reasonOf({ code: 'EACCES' })).toBe('may not be read by this user');
    expect(reasonOf({ code: 'EPERM' }, 'write')).toBe('may not be written by this user');
  });

  it('repeats what it does not know', () => {
    expect(reasonOf(new Error('EWHAT: it broke'))).toBe('EWHAT: it broke');
    expect(reasonOf('broken')).toBe('broken');
    expect(reasonOf(undefined)).toBe('undefined');
  });
});
