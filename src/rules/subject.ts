import type { StructureProblem } from '../kubernetes/structure/structure.ts';
import type { JsonObject } from '../model/json.ts';
import type { MirrorSet } from '../model/mirror-set.ts';

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/** The write that is judged. As a mirror set it is the object as it would be stored; a deleted one has no entries. */
export interface Subject extends MirrorSet {
  readonly operation: Operation;
  /** What is stored now; undefined for a new object. */
  readonly before?: MirrorSet | undefined;
  /** Empty when the shape is right. */
  readonly structure: readonly StructureProblem[];
  /** The object as it would be stored, of any shape; undefined on DELETE. */
  readonly object?: JsonObject | undefined;
  /** The object as it is stored, of any shape; undefined where it is new. */
  readonly stored?: JsonObject | undefined;
  /**
   * The object as the admin wrote it, where that is known: the manifest of a file, or the last-applied annotation. The API
   * server drops unknown fields before any webhook sees them.
   */
  readonly written?: JsonObject | undefined;
}
