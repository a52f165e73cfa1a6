import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { SourceFile } from './source-file.ts';
import type { Tree } from './yaml-tree.ts';

/** One document of a file. */
export interface SourceDocument {
  readonly file: SourceFile;
  /** The positions of everything in it; of a skimmed file made when they are first asked for. */
  readonly tree: Tree;
}

/** One API object of the input, and where it stands. */
export interface Manifest {
  readonly document: SourceDocument;
  /** Where in its document the object stands: empty, or inside a List or another wrapper. */
  readonly within: FieldPath;
  /** As it is written, of any shape. */
  readonly object: JsonObject;
  /** Empty where it is not a string. */
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
