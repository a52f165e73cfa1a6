import type { InputNote } from '../../engine/input-note.ts';
import { takeLatest } from '../../engine/latest-input.ts';
import { inDocumentTerms, shownPath } from '../../manifests/document-terms.ts';
import { placeOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { notesText, type PlacedNote } from '../../reporting/cluster-notes.ts';
import type { CliIo } from '../cli-io.ts';

/** The notes about these manifests, with their positions. */
export function placeNotes(
  notes: readonly InputNote[],
  manifests: readonly Manifest[],
): readonly PlacedNote[] {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  return notes.flatMap((note): readonly PlacedNote[] => {
    const manifest = byObject.get(note.object);
    if (manifest === undefined) return [];
    const { kind, name } = manifest;
    return [
      {
        ...note,
        path: shownPath(manifest, note.path),
        message: inDocumentTerms(manifest, note.message) + otherPlace(note, byObject),
        kind,
        name,
        place: placeOf(manifest, note.path),
      },
    ];
  });
}

function otherPlace({ replaced, path }: InputNote, byObject: ReadonlyMap<unknown, Manifest>): string {
  const manifest = replaced === undefined ? undefined : byObject.get(replaced);
  if (manifest === undefined) return '';
  const place = placeOf(manifest, path);
  if (place === undefined) return '';
  const { file, line, column } = place;
  return `; the object at ${file}:${line}:${column} is ignored`;
}

/**
 * Warns about objects that replace others of the same name, for commands without other notes about a
 * cluster.
 */
export function warnOfReplaced(manifests: readonly Manifest[], io: Pick<CliIo, 'writeErr'>): void {
  const { notes } = takeLatest(manifests.map(({ object }) => object));
  io.writeErr(notesText({ notes: placeNotes(notes, manifests), assumed: [] }));
}
