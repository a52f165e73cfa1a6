import { effectivePolicy, type MirrorEntry, type ObjectRef } from '../mirror-set.ts';

/** An entry with its object, for evaluations that span objects. */
export interface Contribution {
  readonly object: ObjectRef;
  readonly entry: MirrorEntry;
}

/** All mirror lists of one source, for pulls by digest or by tag. */
export interface SourceLists {
  readonly source: string;
  /** Never empty. Each entry has a real mirror. */
  readonly contributions: readonly Contribution[];
  /** Whether any entry sets NeverContactSource. */
  readonly never: boolean;
}

/** @param contributions entries of `source` with a real mirror, either all for digests or all for tags */
export function sourceLists(source: string, contributions: readonly Contribution[]): SourceLists {
  return {
    source,
    contributions,
    never: contributions.some(({ entry }) => effectivePolicy(entry) === 'NeverContactSource'),
  };
}
