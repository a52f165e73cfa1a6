import type { StructureProblem } from '../kubernetes/structure/structure.ts';
import type { ImageConfig } from '../model/cluster-state.ts';
import type { JsonObject } from '../model/json.ts';
import type { MirrorSet, MirrorSetKind } from '../model/mirror-set.ts';

/** Kinds whose writes are evaluated. */
export type GuardedKind = MirrorSetKind | 'Image';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/** One write, whatever the kind of its object. */
interface Write {
  readonly operation: Operation;
  /** Empty if the object has the right shape. */
  readonly structure: readonly StructureProblem[];
  /** The object as it would be stored, of any shape; undefined on DELETE. */
  readonly object?: JsonObject | undefined;
  /** The object as it is stored, of any shape; undefined for a new object. */
  readonly stored?: JsonObject | undefined;
  /**
   * The object as the user wrote it, if known: the manifest of a file, or the last-applied annotation. The
   * API server drops unknown fields before it calls a webhook.
   */
  readonly written?: JsonObject | undefined;
}

/**
 * The write of a mirror set. As a mirror set it is the object as it would be stored; a deleted one has no
 * entries.
 */
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
   * The lists as they would be stored. Of a deleted object: none, since the Cluster Version Operator creates
   * it again, empty.
   */
  readonly after: ImageConfig;
}

/** The write of an object of a guarded kind. */
export type WrittenObject = Subject | ImageSubject;

export function isMirrorSetWrite(subject: WrittenObject): subject is Subject {
  return subject.kind !== 'Image';
}
