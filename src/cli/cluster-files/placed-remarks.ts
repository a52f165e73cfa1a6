import { takeLatest } from '../../engine/latest-input.ts';
import type { Remark } from '../../engine/remark.ts';
import { locate } from '../../manifests/locate.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { notesText, type PlacedRemark } from '../../reporting/cluster-notes.ts';
import type { CliIo } from '../cli-io.ts';

/** The remarks about these manifests, with their places. */
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
        message: remark.message + otherPlace(remark, byObject),
        kind,
        name,
        place: locate(manifest, remark.path),
      },
    ];
  });
}

function otherPlace({ replaced, path }: Remark, byObject: ReadonlyMap<unknown, Manifest>): string {
  const manifest = replaced === undefined ? undefined : byObject.get(replaced);
  if (manifest === undefined) return '';
  const { file, line, column } = locate(manifest, path);
  return `; the object at ${file}:${line}:${column} is ignored`;
}

/** Warns about objects that replace others of the same name, for commands without other notes about a cluster. */
export function warnOfReplaced(manifests: readonly Manifest[], io: Pick<CliIo, 'writeErr'>): void {
  const { remarks } = takeLatest(manifests.map(({ object }) => object));
  io.writeErr(notesText({ remarks: placeRemarks(remarks, manifests), assumed: [] }));
}
