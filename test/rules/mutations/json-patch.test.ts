import { describe, expect, it } from '@jest/globals';
import { toJsonPatch, toJsonPointer } from '../../../src/rules/mutations/index.ts';
import type { AppliedMutation } from '../../../src/rules/mutations/mutation.ts';

const replaced = (path: AppliedMutation['path'], before: string, after: string): AppliedMutation => ({
  mutation: 'm',
  op: 'replace',
  path,
  before,
  after,
  message: '',
});
const removed = (path: AppliedMutation['path']): AppliedMutation => ({
  mutation: 'm',
  op: 'remove',
  path,
  before: null,
  message: '',
});

describe('toJsonPointer', () => {
  it('escapes as in RFC 6901', () => {
    expect(toJsonPointer(['spec', 0, 'a/b', 'm~n', '~1'])).toBe('/spec/0/a~1b/m~0n/~01');
    expect(toJsonPointer([])).toBe('');
  });
});

describe('toJsonPatch', () => {
  it('combines the steps on one value into one operation', () => {
    const path = ['a'];
    expect(
      toJsonPatch([replaced(path, ' x/', 'x/'), replaced(path, 'x/', 'x'), replaced(['b'], 'y/', 'y')]),
    ).toEqual([
      { op: 'replace', path: '/a', value: 'x' },
      { op: 'replace', path: '/b', value: 'y' },
    ]);
  });

  it('does not replace a value that is removed later, and keeps the order of removals', () => {
    expect(toJsonPatch([replaced(['m', 1], 'x/', 'x'), removed(['m', 2]), removed(['m', 1])])).toEqual([
      { op: 'remove', path: '/m/2' },
      { op: 'remove', path: '/m/1' },
    ]);
  });

  it('returns an empty patch for no changes', () => {
    expect(toJsonPatch([])).toEqual([]);
  });
});
