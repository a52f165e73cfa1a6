import { takeLatest } from '../../engine/latest-input.ts';
import type { Remark } from '../../engine/remark.ts';
import { locate } from '../../manifests/locate.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { notesText, type PlacedRemark } from '../../reporting/cluster-notes.ts';
import type { CliIo } from '../cli-io.ts';

/** Remarks with where they stand, as far as they are about these manifests. */
export function placeRemarks(
  remarks: readonly Remark[],
  manifests: readonly Manifest[],
): readonly PlacedRemark[] {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  return remarks.flatMap((remark): readonly PlacedRemark[] => {
    const manifest = byObject.get(remark.object);
    if (manifest === undefined) return [];
    const { kind, name } = manifest;
    return [
      {
        ...remark,
        message: remark.message + besides(remark, byObject),
        kind,
        name,
        place: locate(manifest, remark.path),
      },
    ];
  });
}

function besides({ replaced, path }: Remark, byObject: ReadonlyMap<unknown, Manifest>): string {
  const manifest = replaced === undefined ? undefined : byObject.get(replaced);
  if (manifest === undefined) return '';
  const { file, line, column } = locate(manifest, path);
  return `; the one of ${file}:${line}:${column} does not`;
}

/** Warns on standard error of objects that take the place of others with the same name, for commands that say nothing else about a cluster. */
export function warnOfReplaced(manifests: readonly Manifest[], io: Pick<CliIo, 'writeErr'>): void {
  const { remarks } = takeLatest(manifests.map(({ object }) => object));
  io.writeErr(notesText({ remarks: placeRemarks(remarks, manifests), assumed: [] }));
}
