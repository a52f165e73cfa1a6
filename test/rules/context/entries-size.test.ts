import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toMirrorSet } from '../../../src/model/mirror-set.ts';
import { areEntriesWithin, bytesOfEntries } from '../../../src/rules/context/entries-size.ts';

describe('bytesOfEntries', () => {
  it('is the exact size of the list as JSON for any values', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const entry = fc.record(
      {
        source: text,
        mirrors: fc.array(text, { maxLength: 3 }),
        mirrorSourcePolicy: fc.constantFrom('NeverContactSource', 'AllowContactingSource'),
      },
      { requiredKeys: ['source', 'mirrors'] },
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (imageDigestMirrors) => {
        const object = { spec: { imageDigestMirrors } };
        const set = toMirrorSet('ImageDigestMirrorSet', 'a', object);
        const bytes = Buffer.byteLength(JSON.stringify(object));
        expect(bytesOfEntries(set)).toBe(bytes);
        // The estimate from the string lengths must be an upper bound.
        expect(areEntriesWithin(set, bytes - 1)).toBe(false);
      }),
    );
  });

  it('is not needed if the lengths prove that the list is small', () => {
    const imageDigestMirrors = [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }];
    expect(
      areEntriesWithin(toMirrorSet('ImageDigestMirrorSet', 'a', { spec: { imageDigestMirrors } }), 1000),
    ).toBe(true);
  });
});
