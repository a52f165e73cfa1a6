import { describe, expect, it } from '@jest/globals';
import { crowdedFolders, longLines } from '../../scripts/source-limits.ts';

describe('longLines', () => {
  it('reports lines of more than 110 columns and counts a character outside ASCII once', () => {
    const text = `${'x'.repeat(110)}\n${'\u{1f600}'.repeat(110)}\n// ${'x'.repeat(108)}\n`;
    expect(longLines({ path: 'src/a.ts', text })).toEqual(['src/a.ts:3 has 111 columns; the limit is 110']);
  });
});

describe('crowdedFolders', () => {
  const files = (folder: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${folder}/f${index}.ts`);

  it('reports a folder of more than 30 files', () => {
    expect(crowdedFolders([...files('src/a', 30), ...files('src/a/b', 31)])).toEqual([
      'src/a/b has 31 .ts files; the limit is 30',
    ]);
  });

  it('allows any number of rules', () => {
    expect(
      crowdedFolders(['object', 'state', 'change'].flatMap((kind) => files(`src/rules/${kind}`, 31))),
    ).toEqual([]);
    expect(crowdedFolders(files('src/rules/context', 31))).toHaveLength(1);
  });
});
