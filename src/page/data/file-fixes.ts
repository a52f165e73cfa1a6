import { evaluatedKind } from '../../engine/intended-kind.ts';
import { fixFile } from '../../manifests/edit/fix-file.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { paletteFor } from '../../reporting/color.ts';
import { unifiedDiff } from '../../reporting/unified-diff.ts';
import { defaultMutations } from '../../rules/mutations/index.ts';
import type { FilePatch } from './page-data.ts';

/** The safe fixes of `mirrorguard fix` for each file that has some. */
export function findFixes(manifests: readonly Manifest[]): readonly FilePatch[] {
  const byFile = Map.groupBy(manifests, ({ document }) => document.file);
  return [...byFile].flatMap(([file, own]) => {
    // Objects of a running cluster have no file text.
    if (file.text === '') return [];
    const { text, fixes } = fixFile(file, own, defaultMutations);
    if (text === file.text) return [];
    // No context lines if the file contains other objects, such as a Secret, because the lines around a
    // change can belong to them.
    const context = own.every(({ object }) => evaluatedKind(object) !== undefined) ? 3 : 0;
    const path = file.name.replace(/^\//, '');
    const patch = unifiedDiff(
      { name: `a/${path}`, text: file.text },
      { name: `b/${path}`, text },
      paletteFor({ color: false }),
      { context },
    );
    return [
      {
        file: file.name,
        patch,
        fixes: fixes.map(({ kind, name, path: at, message }) => ({ kind, name, path: at, message })),
      },
    ];
  });
}
