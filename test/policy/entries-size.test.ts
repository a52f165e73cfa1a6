import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toMirrorSet } from '../../src/domain/mirror-set.ts';
import { bytesOfEntries } from '../../src/policy/entries-size.ts';

describe('bytesOfEntries', () => {
  it('is what the list takes as JSON, to the byte, whatever its texts', () => {
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
        expect(bytesOfEntries(toMirrorSet('ImageDigestMirrorSet', 'a', object))).toBe(Buffer.byteLength(JSON.stringify(object)));
      }),
    );
  });
});
