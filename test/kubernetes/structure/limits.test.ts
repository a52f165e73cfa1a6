import { describe, expect, it } from '@jest/globals';
import { findExcess } from '../../../src/kubernetes/structure/limits.ts';
import { leastFileBytes } from '../../../src/model/files/least-file-bytes.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { toSubject } from '../../../src/webhook/subject.ts';

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
    expect(excessOf(half, half, { source: 'a.io', mirrors: ['m.io'] })).toMatch(
      /^spec\.imageDigestMirrors has 20001 or more mirrors: /,
    );
  });

  it('has a source or mirror of more than 4096 characters', () => {
    expect(excessOf({ source: 'a'.repeat(4096), mirrors: ['m'.repeat(4096)] })).toBeUndefined();
    expect(excessOf({ source: 'a'.repeat(4097) })).toMatch(
      /^spec\.imageDigestMirrors\[0\]\.source is 4097 characters long/,
    );
    expect(excessOf({ source: 'a.io', mirrors: ['m.io', 'm'.repeat(4097)] })).toMatch(
      /^spec\.imageDigestMirrors\[0\]\.mirrors\[1\] is 4097/,
    );
  });

  describe('takes more bytes than nodes can get', () => {
    // In base64 they come to 1,572,864 with the head of the URL.
    const entry = (index: number) => ({
      source: `quay.io/${String(index).padStart(12, '0')}`,
      mirrors: [`m.io/${'x'.repeat(15)}`],
    });
    const fitting = Math.floor(1_179_618 / leastFileBytes({ kind, entries: [{ ...entry(0), index: 0 }] }));
    const entries = Array.from({ length: fitting + 1 }, (_, index) => entry(index));

    it('and says how many', () => {
      expect(excessOf(...entries.slice(1))).toBeUndefined();
      expect(excessOf(...entries)).toMatch(
        /^spec\.imageDigestMirrors comes to 1,5\d\d,\d{3} bytes in a rendered MachineConfig, which holds 1,572,864 at most/,
      );
    });

    it('unless what is written twice is counted twice', () => {
      expect(excessOf(...many(10_000, entry(0)))).toBeUndefined();
      expect(
        excessOf({ source: 'a.io', mirrors: many(20_000, 'm.example.com/a-mirror-of-usual-length') }),
      ).toBeUndefined();
    });

    it('and may where it did before: smaller, or as it is, never larger', () => {
      const [stored, larger] = [objectOf(entries), objectOf([...entries, entry(fitting + 1)])];
      expect(findExcess(kind, stored, stored)).toBeUndefined();
      expect(findExcess(kind, stored, larger)).toBeUndefined();
      expect(findExcess(kind, larger, stored)?.message).toMatch(/^comes to/);
      expect(findExcess(kind, stored, objectOf([]))?.message).toMatch(/^comes to/);
    });
  });

  it('is of the right size where it has no list at all', () => {
    for (const object of [null, {}, { spec: 7 }, objectOf([7, null, { source: 1, mirrors: 'x' }])])
      expect(findExcess(kind, object)).toBeUndefined();
  });

  it('is judged by that alone', () => {
    const subject = toSubject({
      kind,
      operation: 'CREATE',
      object: objectOf(many(10_001, { source: 'https://a.io' })),
    });
    expect(subject.entries).toEqual([]);
    expect(subject.structure).toHaveLength(1);
  });
});
