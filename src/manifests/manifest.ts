import type { Filler } from '../engine/placeholders/fillers.ts';
import type { ReleaseOfTag } from '../engine/release-of-tag.ts';
import type { Wrapper } from '../engine/wrappers.ts';
import { type JsonObject, textAt } from '../model/json.ts';
import { mirrorSetKinds } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import type { TextEdit } from './edit/text-edit.ts';
import type { SourceFile } from './source-file.ts';
import type { Tree } from './yaml-tree.ts';

/** Half-open, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A string value of a document that is itself parsed as a document. */
export interface EmbeddedSource {
  readonly text: string;
  /** The path of the outermost string in the document of the file. */
  readonly outermostPath: FieldPath;
  /** Whether the value is encoded in the file, as in a Secret. Its lines must not be shown. */
  readonly isEncoded: boolean;
  toFile(span: Span): Span;
  /** Undefined if the notation of the string does not allow the edit. */
  toFileEdit(edit: TextEdit): TextEdit | undefined;
}

/** One document of a file, or of a string value in such a document. */
export interface SourceDocument {
  readonly file: SourceFile;
  /** The parsed nodes with their positions. `skimManifests` creates them on first access. */
  readonly tree: Tree;
  /** The text that the positions of the tree refer to; undefined for the text of the file. */
  readonly embedded?: EmbeddedSource;
}

/** The text that the positions of the tree refer to. */
export function textOf({ file, embedded }: SourceDocument): string {
  return embedded?.text ?? file.text;
}

export function toFileSpan({ embedded }: SourceDocument, span: Span): Span {
  return embedded === undefined ? span : embedded.toFile(span);
}

/** One API object of the input and its position. */
export interface Manifest {
  readonly document: SourceDocument;
  /** The path of the object in its document: empty, or inside a List or another wrapper. */
  readonly within: FieldPath;
  /** Not validated; as written, except for the placeholders that `fillers` fill in. */
  readonly object: JsonObject;
  /** Empty if it is not a string. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Set if the document has only the entries of the object, at `within`. */
  readonly becomes?: NonNullable<Wrapper['becomes']>;
  /**
   * Set if the object belongs to a different cluster than the rest of its file: a description of that
   * cluster.
   */
  readonly cluster?: string;
  /** The release of that cluster. */
  readonly release?: ReleaseOfTag;
  /** Set if the object is part of the install-config in another object: a description of that object. */
  readonly installation?: string;
  /** The ClusterImageSet that the other object names. */
  readonly imageSet?: string;
  /** The tools that fill in placeholders, outermost first. */
  readonly fillers?: readonly Filler[];
  /** The object as written; set if `object` differs because placeholders are filled in. */
  readonly written?: JsonObject;
  /** The fields whose values are not known because they have placeholders without a known value. */
  readonly unfilled?: readonly FieldPath[];
}

export function toManifest(document: SourceDocument, within: FieldPath, object: JsonObject): Manifest {
  return {
    document,
    within,
    object,
    apiVersion: textAt(object, ['apiVersion']),
    kind: textAt(object, ['kind']),
    name: textAt(object, ['metadata', 'name']),
  };
}

/** The path of a field of the object in its document. */
export function pathInDocument(
  { within, becomes }: Pick<Manifest, 'within' | 'becomes'>,
  path: FieldPath,
): FieldPath {
  if (becomes === undefined) return [...within, ...path];
  const [spec, list, ...rest] = path;
  if (becomes.kind === 'Image') return spec === 'spec' ? [...within, ...path.slice(1)] : within;
  if (spec !== 'spec' || list !== mirrorSetKinds[becomes.kind].listField) return within;
  return [
    ...within,
    ...(becomes.format === 'registries'
      ? pathInRegistries(rest)
      : rest.map((step) => (typeof step === 'string' ? nameInDocument(becomes, step) : step))),
  ];
}

/** Replaces the name `mirrorSourcePolicy` in a HostedCluster, so the field is unknown as in that API. */
export const unknownPolicy = '(mirrorSourcePolicy)';

/**
 * An install-config names the policy `sourcePolicy`, and `mirrorSourcePolicy` is unknown there. A
 * HostedCluster has neither.
 */
export function nameInDocument(
  { format, isOfHostedCluster }: NonNullable<Wrapper['becomes']>,
  field: string,
): string {
  if (format === 'object') return field;
  if (field === unknownPolicy) return 'mirrorSourcePolicy';
  if (field === 'mirrorSourcePolicy') return 'sourcePolicy';
  return field === 'sourcePolicy' && isOfHostedCluster !== true ? 'mirrorSourcePolicy' : field;
}

function pathInRegistries([index, field, mirror]: FieldPath): FieldPath {
  if (index === undefined) return [];
  if (field === 'source') return [index, 'location'];
  if (field !== 'mirrors') return [index];
  return mirror === undefined ? [index, 'mirror'] : [index, 'mirror', mirror, 'location'];
}
