import type { Document, ParsedNode } from 'yaml';
import type { FieldPath } from '../../domain/field-path.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { SourceFile } from './source-file.ts';

/** One document of a file, parsed, with the positions of everything in it. */
export interface SourceDocument {
  readonly file: SourceFile;
  readonly tree: Document.Parsed<ParsedNode>;
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
