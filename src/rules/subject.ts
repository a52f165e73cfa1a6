import type { StructureProblem } from '../kubernetes/structure/structure.ts';
import type { ImageConfig } from '../model/cluster-state.ts';
import type { JsonObject } from '../model/json.ts';
import type { MirrorSet, MirrorSetKind } from '../model/mirror-set.ts';

/** Kinds whose writes are evaluated. */
export type GuardedKind = MirrorSetKind | 'Image';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/** The common part of a write of any kind. */
interface Write {
  readonly operation: Operation;
  /** Empty if the object has a valid structure. */
  readonly structure: readonly StructureProblem[];
  /** The object to store, of any shape; undefined on DELETE. */
  readonly object?: JsonObject | undefined;
  /** The stored object, of any shape; undefined for a new object. */
  readonly stored?: JsonObject | undefined;
  /**
   * The object as the user wrote it, if known: the manifest in a file, or the last-applied annotation. The
   * API server drops unknown fields before it calls a webhook.
   */
  readonly written?: JsonObject | undefined;
}

/** The write of a mirror set. Its entries are those of the object to store; a deleted object has none. */
export interface Subject extends MirrorSet, Write {
  /** The stored version; undefined for a new object. */
  readonly before?: MirrorSet | undefined;
}

/** The write of Image `cluster`. */
export interface ImageSubject extends Write {
  readonly kind: 'Image';
  readonly name: string;
  /** The stored lists; undefined for a new object. */
  readonly before?: ImageConfig | undefined;
  /**
   * The lists to store. Empty for a deleted object, because the Cluster Version Operator recreates it without
   * lists.
   */
  readonly after: ImageConfig;
}

/** A write of an object of a guarded kind. */
export type WrittenObject = Subject | ImageSubject;

export function isMirrorSetWrite(subject: WrittenObject): subject is Subject {
  return subject.kind !== 'Image';
}
