import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatFieldPath, parseFieldPath } from '../../../src/model/text/field-path.ts';

describe('formatFieldPath', () => {
  it('writes paths as the API server does', () => {
    expect(formatFieldPath(['spec', 'imageDigestMirrors', 0, 'source'])).toBe(
      'spec.imageDigestMirrors[0].source',
    );
    expect(formatFieldPath([])).toBe('');
  });

  it('quotes keys with special characters', () => {
    expect(formatFieldPath(['metadata', 'labels', 'a.b/c', 'x'])).toBe('metadata.labels["a.b/c"].x');
    expect(formatFieldPath(['spec', '\u202e'])).toBe('spec["\\u202e"]');
  });
});

describe('parseFieldPath', () => {
  it('reads every path that formatFieldPath writes', () => {
    const step = fc.oneof(
      fc.nat(),
      fc.string(),
      fc.constantFrom('spec', 'a-b', '"', '\\', '][', '__proto__'),
    );
    fc.assert(
      fc.property(fc.array(step), (path) => expect(parseFieldPath(formatFieldPath(path))).toEqual(path)),
    );
  });

  it('rejects text that is not a path', () => {
    for (const text of ['a..b', 'a[', 'a[x]', 'a b'])
      expect(() => parseFieldPath(text)).toThrow(/not a field path/);
  });
});
