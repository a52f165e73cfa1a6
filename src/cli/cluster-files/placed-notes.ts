import type { InputNote } from '../../engine/input-note.ts';
import { takeLatest } from '../../engine/latest-input.ts';
import { inDocumentTerms, shownPath } from '../../manifests/document-terms.ts';
import { placeOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { notesText, type PlacedNote } from '../../reporting/cluster-notes.ts';

/** The notes about these manifests, with their positions. */
export function placeNotes(
  notes: readonly InputNote[],
  manifests: readonly Manifest[],
): readonly PlacedNote[] {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  const replacedBy = Map.groupBy(
    notes.filter(({ replaced }) => replaced !== undefined),
    ({ object }) => object,
  );
  // Only one note for all objects that an object replaces.
  const isRepeated = (note: InputNote) =>
    note.replaced !== undefined && replacedBy.get(note.object)?.[0] !== note;
  return notes.flatMap((note): readonly PlacedNote[] => {
    const manifest = isRepeated(note) ? undefined : byObject.get(note.object);
    if (manifest === undefined) return [];
    const { kind, name } = manifest;
    return [
      {
        ...note,
        path: shownPath(manifest, note.path),
        message: inDocumentTerms(manifest, note.message) + otherPlaces(note, byObject, replacedBy),
        kind,
        name,
        place: placeOf(manifest, note.path),
      },
    ];
  });
}

const maxNamed = 3;

function otherPlaces(
  { object, replaced }: InputNote,
  byObject: ReadonlyMap<unknown, Manifest>,
  replacedBy: ReadonlyMap<unknown, readonly InputNote[]>,
): string {
  if (replaced === undefined) return '';
  const places = (replacedBy.get(object) ?? []).flatMap((note) => {
    const manifest = byObject.get(note.replaced);
    const place = manifest && placeOf(manifest, note.path);
    return place === undefined ? [] : [`${place.file}:${place.line}:${place.column}`];
  });
  const [only] = places;
  if (only === undefined) return '';
  if (places.length === 1) return `; the object at ${only} is ignored`;
  const left = places.length - maxNamed;
  const named = left > 0 ? [...places.slice(0, maxNamed), `${left} more`] : places;
  return `; the objects at ${named.slice(0, -1).join(', ')} and ${named.at(-1)} are ignored`;
}

/**
 * Describes the objects that replace others of the same name. Used by commands without other notes about a
 * cluster.
 */
export function describeReplaced(manifests: readonly Manifest[]): string {
  const { notes } = takeLatest(manifests.map(({ object }) => object));
  return notesText({ notes: placeNotes(notes, manifests), assumed: [] });
}
