import type { Origin } from '../engine/origin.ts';
import { type FieldPath, formatFieldPath } from '../model/text/field-path.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import { printable } from './printable.ts';
import type { RelatedPosition } from './report.ts';

/** Returns the position of a field in the files; undefined if the files do not contain its object. */
export type FindPosition = (origin: Origin) => FoundField | undefined;

interface FoundField {
  /** The path in the document, which can contain only the entries of the object. */
  readonly path: FieldPath;
  /** Undefined for an object of a running cluster. */
  readonly position: SourcePosition | undefined;
}

export function toRelatedPosition(origin: Origin, findPosition: FindPosition): RelatedPosition {
  const { path, position } = findPosition(origin) ?? { path: origin.path, position: undefined };
  return {
    kind: origin.kind,
    name: origin.name,
    path: formatFieldPath(path),
    ...(position === undefined ? {} : { position }),
  };
}

/** `ImageDigestMirrorSet a, spec.imageDigestMirrors[0] (a.yaml:7:7)`. */
export function describeRelated({ kind, name, path, position }: RelatedPosition): string {
  const where = position === undefined ? '' : ` (${position.file}:${position.line}:${position.column})`;
  return printable(`${kind} ${name}${path === '' ? '' : `, ${path}`}${where}`);
}

export function relatedJson({ position, ...rest }: RelatedPosition) {
  return { ...rest, ...positionJson(position) };
}

/** Empty for an object of a running cluster, which has no file. */
export function positionJson(
  position: SourcePosition | undefined,
): Partial<Omit<SourcePosition, 'sourceLine'>> {
  if (position === undefined) return {};
  const { file, line, column, endColumn } = position;
  return { file, line, column, endColumn };
}
