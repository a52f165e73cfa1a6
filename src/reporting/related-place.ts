import type { Origin } from '../engine/origin.ts';
import { type FieldPath, formatFieldPath } from '../model/text/field-path.ts';
import type { Place } from '../model/text/place.ts';
import { printable } from './printable.ts';
import type { RelatedPlace } from './report.ts';

/** Returns the place of a field in the files; undefined if the files do not contain its object. */
export type FindPlace = (origin: Origin) => FoundField | undefined;

interface FoundField {
  /** The path in the document, which can contain only the entries of the object. */
  readonly path: FieldPath;
  /** Undefined for an object of a running cluster. */
  readonly place: Place | undefined;
}

export function toRelatedPlace(origin: Origin, findPlace: FindPlace): RelatedPlace {
  const { path, place } = findPlace(origin) ?? { path: origin.path, place: undefined };
  return {
    kind: origin.kind,
    name: origin.name,
    path: formatFieldPath(path),
    ...(place === undefined ? {} : { place }),
  };
}

/** `ImageDigestMirrorSet a, spec.imageDigestMirrors[0] (a.yaml:7:7)`. */
export function describeRelated({ kind, name, path, place }: RelatedPlace): string {
  const where = place === undefined ? '' : ` (${place.file}:${place.line}:${place.column})`;
  return printable(`${kind} ${name}${path === '' ? '' : `, ${path}`}${where}`);
}

export function relatedJson({ place, ...rest }: RelatedPlace) {
  return { ...rest, ...placeJson(place) };
}

/** Empty for an object of a running cluster, which has no file. */
export function placeJson(place: Place | undefined): Partial<Omit<Place, 'sourceLine'>> {
  if (place === undefined) return {};
  const { file, line, column, endColumn } = place;
  return { file, line, column, endColumn };
}
