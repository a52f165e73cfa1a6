import { type InputNote, takeLatest } from '../../engine/latest-input.ts';
import { inDocumentTerms, shownPath } from '../../manifests/document-terms.ts';
import { positionOf } from '../../manifests/live-manifests.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import { notesText, type PositionedNote } from '../../reporting/cluster-notes.ts';

/** The notes about these manifests, with their positions. */
export function positionNotes(
  notes: readonly InputNote[],
  manifests: readonly Manifest[],
): readonly PositionedNote[] {
  const byObject = new Map(manifests.map((manifest) => [manifest.object, manifest]));
  const replacedBy = Map.groupBy(
    notes.filter(({ replaced }) => replaced !== undefined),
    ({ object }) => object,
  );
  // Only one note for all objects that an object replaces.
  const isRepeated = (note: InputNote) =>
    note.replaced !== undefined && replacedBy.get(note.object)?.[0] !== note;
  return notes.flatMap((note): readonly PositionedNote[] => {
    const manifest = isRepeated(note) ? undefined : byObject.get(note.object);
    if (manifest === undefined) return [];
    const { kind, name } = manifest;
    return [
      {
        ...note,
        path: shownPath(manifest, note.path),
        message: inDocumentTerms(manifest, note.message) + otherPositions(note, byObject, replacedBy),
        kind,
        name,
        position: positionOf(manifest, note.path),
      },
    ];
  });
}

const maxNamed = 3;

function otherPositions(
  { object, replaced }: InputNote,
  byObject: ReadonlyMap<unknown, Manifest>,
  replacedBy: ReadonlyMap<unknown, readonly InputNote[]>,
): string {
  if (replaced === undefined) return '';
  const positions = (replacedBy.get(object) ?? []).flatMap((note) => {
    const manifest = byObject.get(note.replaced);
    const position = manifest && positionOf(manifest, note.path);
    return position === undefined ? [] : [`${position.file}:${position.line}:${position.column}`];
  });
  const [only] = positions;
  if (only === undefined) return '';
  if (positions.length === 1) return `; the object at ${only} is ignored`;
  const left = positions.length - maxNamed;
  const named = left > 0 ? [...positions.slice(0, maxNamed), `${left} more`] : positions;
  return `; the objects at ${named.slice(0, -1).join(', ')} and ${named.at(-1)} are ignored`;
}

/**
 * Describes the objects that replace others of the same name. Used by commands without other notes about a
 * cluster.
 */
export function describeReplaced(manifests: readonly Manifest[]): string {
  const { notes } = takeLatest(manifests.map(({ object }) => object));
  return notesText({ notes: positionNotes(notes, manifests), assumed: [] });
}
