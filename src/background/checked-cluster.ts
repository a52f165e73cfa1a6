import type { ObjectName } from '../rules/finding.ts';
import type { FactSource } from '../webhook/ports.ts';

/** Metadata of a stored object. */
export interface StoredMetadata {
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Returns undefined if the object does not exist or its kind is not watched. */
export type MetadataOf = (object: ObjectName) => StoredMetadata | undefined;

/** The cluster state from watches. */
export interface CheckedCluster extends FactSource {
  metadataOf(object: ObjectName): StoredMetadata | undefined;
}
