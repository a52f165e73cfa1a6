import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { SourceFile } from './source-file.ts';
import type { Tree } from './yaml-tree.ts';

/** One document of a file. */
export interface SourceDocument {
  readonly file: SourceFile;
  /** The parsed nodes with their positions. `skimManifests` creates them on first access. */
  readonly tree: Tree;
}

/** One API object of the input and its place. */
export interface Manifest {
  readonly document: SourceDocument;
  /** The path of the object in its document: empty, or inside a List or another wrapper. */
  readonly within: FieldPath;
  /** As written, not validated. */
  readonly object: JsonObject;
  /** Empty if it is not a string. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export function toManifest(document: SourceDocument, within: FieldPath, object: JsonObject): Manifest {
  return {
    document,
    within,
    object,
    apiVersion: textOf(fieldOf(object, 'apiVersion')),
    kind: textOf(fieldOf(object, 'kind')),
    name: textOf(isJsonObject(object) ? valueAt(object, ['metadata', 'name']) : undefined),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
