import { describe, expect, it } from '@jest/globals';
import { reasonOf } from '../../src/manifests/system-reason.ts';

describe('reasonOf', () => {
  it.each([
    ['ENOENT', 'does not exist'],
    ['EISDIR', 'is a folder'],
    ['ENOSPC', 'is on a full file system'],
    ['EROFS', 'is on a read-only file system'],
  ])('describes %s', (code, words) => {
    expect(reasonOf(Object.assign(new Error('x'), { code }))).toBe(words);
  });

  it('describes denied access', () => {
    expect(reasonOf({ code: 'EACCES' })).toBe('cannot be read by this user');
    expect(reasonOf({ code: 'EPERM' }, 'write')).toBe('cannot be written by this user');
  });

  it('repeats unknown errors', () => {
    expect(reasonOf(new Error('EWHAT: it broke'))).toBe('EWHAT: it broke');
    expect(reasonOf('broken')).toBe('broken');
    expect(reasonOf(undefined)).toBe('undefined');
  });
});
