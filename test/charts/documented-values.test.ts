import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { describeWithHelm } from './describe-with-program.ts';
import { errorOf } from './render.ts';

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guides');

/** The YAML blocks of a guide, with the placeholder of a digest replaced. */
function blocksOf(guide: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(join(guides, guide), 'utf8').replaceAll('<64 digits>', '0'.repeat(64));
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(
    ([, block = '']) => parse(block) as Readonly<Record<string, unknown>>,
  );
}

describeWithHelm('values in the guides', () => {
  describe.each(['install.md', 'air-gapped.md'])('in %s', (guide) => {
    const blocks = blocksOf(guide);

    it('exist', () => {
      expect(blocks.length).toBeGreaterThan(1);
    });

    it.each(blocks.map((block) => [Object.keys(block).join(', '), block] as const))(
      'are valid for the chart: %s',
      (_title, block) => {
        expect(errorOf(block)).toBe('');
      },
    );
  });
});
