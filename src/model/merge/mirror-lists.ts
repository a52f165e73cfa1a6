import { effectivePolicy, type MirrorEntry, type ObjectRef } from '../mirror-set.ts';

/** One entry of one object, as it takes part in something that spans objects. */
export interface Contribution {
  readonly object: ObjectRef;
  readonly entry: MirrorEntry;
}

/** All mirror lists of one source, for one way of pulling. */
export interface SourceLists {
  readonly source: string;
  /** Never empty; each has a real mirror. */
  readonly contributions: readonly Contribution[];
  /** Whether any of them sets NeverContactSource. */
  readonly never: boolean;
}

/** @param contributions entries of `source` that have a real mirror, all for the same way of pulling */
export function sourceLists(source: string, contributions: readonly Contribution[]): SourceLists {
  return {
    source,
    contributions,
    never: contributions.some(({ entry }) => effectivePolicy(entry) === 'NeverContactSource'),
  };
}
