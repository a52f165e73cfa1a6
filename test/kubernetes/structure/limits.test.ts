import { describe, expect, it } from '@jest/globals';
import { findExcess } from '../../../src/kubernetes/structure/limits.ts';
import { minFileBytes } from '../../../src/model/files/min-file-bytes.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';
import { toSubject } from '../../../src/webhook/subject.ts';

const kind = 'ImageDigestMirrorSet';
const objectOf = (entries: readonly unknown[]) => ({ spec: { imageDigestMirrors: entries } });
const excessOf = (...entries: readonly unknown[]) => {
  const excess = findExcess(kind, objectOf(entries));
  return excess && `${formatFieldPath(excess.path)} ${excess.message}`;
};
const many = (count: number, value: unknown) => Array(count).fill(value);

describe('findExcess', () => {
  it('reports more than 10,000 entries', () => {
    expect(findExcess(kind, objectOf(many(10_000, { source: 'a.io' })))).toBeUndefined();
    expect(findExcess(kind, objectOf(many(10_001, null)))?.message).toBe(
      'the list has 10001 entries, but registries.conf on the nodes can hold at most 10000; ' +
        'the rest of the object was not evaluated',
    );
  });

  it('reports more than 20,000 mirrors in all entries together', () => {
    const half = { source: 'a.io', mirrors: many(10_000, 'm.io') };
    expect(excessOf(half, half)).toBeUndefined();
    expect(excessOf(half, half, { source: 'a.io', mirrors: ['m.io'] })).toMatch(
      /^spec\.imageDigestMirrors the list has 20001 or more mirrors, but /,
    );
  });

  it('reports a source or mirror with more than 4096 characters', () => {
    expect(excessOf({ source: 'a'.repeat(4096), mirrors: ['m'.repeat(4096)] })).toBeUndefined();
    expect(excessOf({ source: 'a'.repeat(4097) })).toMatch(
      /^spec\.imageDigestMirrors\[0\]\.source the value has 4097 characters, but an image name can have at most 255;/,
    );
    expect(excessOf({ source: 'a.io', mirrors: ['m.io', 'm'.repeat(4097)] })).toMatch(
      /^spec\.imageDigestMirrors\[0\]\.mirrors\[1\] the value has 4097/,
    );
  });

  describe('limits the rendered size', () => {
    // With the prefix of the data URL, these entries have 1,572,864 bytes in base64.
    const entry = (index: number) => ({
      source: `quay.io/${String(index).padStart(12, '0')}`,
      mirrors: [`m.io/${'x'.repeat(15)}`],
    });
    const fitting = Math.floor(1_179_618 / minFileBytes({ kind, entries: [{ ...entry(0), index: 0 }] }));
    const entries = Array.from({ length: fitting + 1 }, (_, index) => entry(index));

    it('and reports the size', () => {
      expect(excessOf(...entries.slice(1))).toBeUndefined();
      expect(excessOf(...entries)).toMatch(
        /^spec\.imageDigestMirrors the list needs 1,5\d\d,\d{3} bytes in a rendered MachineConfig, but at most 1,572,864/,
      );
    });

    it('and counts repeated entries once', () => {
      expect(excessOf(...many(10_000, entry(0)))).toBeUndefined();
      expect(
        excessOf({ source: 'a.io', mirrors: many(20_000, 'm.example.com/a-mirror-of-usual-length') }),
      ).toBeUndefined();
    });

    it('and allows an update of a too large object that does not make it larger', () => {
      const [stored, larger] = [objectOf(entries), objectOf([...entries, entry(fitting + 1)])];
      expect(findExcess(kind, stored, stored)).toBeUndefined();
      expect(findExcess(kind, stored, larger)).toBeUndefined();
      expect(findExcess(kind, larger, stored)?.message).toMatch(/^the list needs/);
      expect(findExcess(kind, stored, objectOf([]))?.message).toMatch(/^the list needs/);
    });
  });

  it('reports nothing for an object without a list', () => {
    for (const object of [null, {}, { spec: 7 }, objectOf([7, null, { source: 1, mirrors: 'x' }])])
      expect(findExcess(kind, object)).toBeUndefined();
  });

  it('skips other checks of the object', () => {
    const subject = toSubject({
      kind,
      operation: 'CREATE',
      object: objectOf(many(10_001, { source: 'https://a.io' })),
    });
    expect(subject.entries).toEqual([]);
    expect(subject.structure).toHaveLength(1);
  });
});
