import { describe, expect, it } from '@jest/globals';
import { findExcess } from '../../../src/admission/decode/limits.ts';
import { toSubject } from '../../../src/admission/subject.ts';
import { formatFieldPath } from '../../../src/domain/field-path.ts';

const kind = 'ImageDigestMirrorSet';
const objectOf = (entries: readonly unknown[]) => ({ spec: { imageDigestMirrors: entries } });
const excessOf = (...entries: readonly unknown[]) => {
  const excess = findExcess(kind, objectOf(entries));
  return excess && `${formatFieldPath(excess.path)} ${excess.message}`;
};
const many = (count: number, value: unknown) => Array(count).fill(value);

describe('an object beyond what can work', () => {
  it('has more than 10,000 entries', () => {
    expect(findExcess(kind, objectOf(many(10_000, { source: 'a.io' })))).toBeUndefined();
    expect(findExcess(kind, objectOf(many(10_001, null)))?.message).toMatch(/^has 10001 entries: /);
  });

  it('has more than 20,000 mirrors in all entries together', () => {
    const half = { source: 'a.io', mirrors: many(10_000, 'm.io') };
    expect(excessOf(half, half)).toBeUndefined();
    expect(excessOf(half, half, { source: 'a.io', mirrors: ['m.io'] })).toMatch(/^spec\.imageDigestMirrors has 20001 or more mirrors: /);
  });

  it('has a source or mirror of more than 4096 characters', () => {
    expect(excessOf({ source: 'a'.repeat(4096), mirrors: ['m'.repeat(4096)] })).toBeUndefined();
    expect(excessOf({ source: 'a'.repeat(4097) })).toMatch(/^spec\.imageDigestMirrors\[0\]\.source is 4097 characters long/);
    expect(excessOf({ source: 'a.io', mirrors: ['m.io', 'm'.repeat(4097)] })).toMatch(
      /^spec\.imageDigestMirrors\[0\]\.mirrors\[1\] is 4097/,
    );
  });

  it('is of the right size where it has no list at all', () => {
    for (const object of [null, {}, { spec: 7 }, objectOf([7, null, { source: 1, mirrors: 'x' }])])
      expect(findExcess(kind, object)).toBeUndefined();
  });

  it('is judged by that alone', () => {
    const subject = toSubject({ kind, operation: 'CREATE', object: objectOf(many(10_001, { source: 'https://a.io' })) });
    expect(subject.entries).toEqual([]);
    expect(subject.structure).toHaveLength(1);
  });
});
