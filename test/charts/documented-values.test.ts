import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { describeWithHelm } from './describe-with-helm.ts';
import { complaint } from './render.ts';

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guides');

/** Blocks of YAML in a guide; what a reader has to fill in is filled in. */
function blocksOf(guide: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(join(guides, guide), 'utf8').replaceAll('<64 digits>', '0'.repeat(64));
  return [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(
    ([, block = '']) => parse(block) as Readonly<Record<string, unknown>>,
  );
}

describeWithHelm('values that a guide shows', () => {
  describe.each(['install.md', 'air-gapped.md'])('%s', (guide) => {
    const blocks = blocksOf(guide);

    it('are there', () => {
      expect(blocks.length).toBeGreaterThan(1);
    });

    it.each(blocks.map((block) => [Object.keys(block).join(', '), block] as const))(
      '%s: are taken by the chart',
      (_title, block) => {
        expect(complaint(block)).toBe('');
      },
    );
  });
});
