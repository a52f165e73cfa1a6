import type { InputDocument } from '../../model/facts.ts';
import { formatObjectRef, type ObjectRef } from '../../model/mirror-set.ts';
import { memoize } from '../memoize.ts';

interface InputIndex {
  readonly byObject: ReadonlyMap<string, readonly InputDocument[]>;
  readonly byFile: ReadonlyMap<string, readonly InputDocument[]>;
}

/** An input can contain thousands of documents, and each is evaluated together with all others. */
const indexOf = memoize(
  (documents: readonly InputDocument[]): InputIndex => ({
    byObject: Map.groupBy(documents, ({ kind, name }) => `${kind} ${name}`),
    byFile: Map.groupBy(documents, fileOf),
  }),
);

const none: readonly never[] = [];

/** The documents of one object, in the order of the input. */
export function documentsOf(ref: ObjectRef, documents: readonly InputDocument[]): readonly InputDocument[] {
  return indexOf(documents).byObject.get(formatObjectRef(ref)) ?? none;
}

/** The documents in the same file, in their order. */
export function documentsInSameFile(
  document: InputDocument,
  documents: readonly InputDocument[],
): readonly InputDocument[] {
  return indexOf(documents).byFile.get(fileOf(document)) ?? none;
}

/** A position is a file and a line. */
export function fileOf({ position }: InputDocument): string {
  return position.slice(0, position.lastIndexOf(':'));
}
