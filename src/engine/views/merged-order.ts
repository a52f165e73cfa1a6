import type { ClusterModel } from '../../model/cluster-model.ts';
import { effectivePolicy, type SourcePolicy } from '../../model/mirror-set.ts';
import { type Origin, originOf } from '../origin.ts';

/** The merge of all mirror lists of one source into one order (DOMAIN 3.2, 3.3). */
export interface MergedOrder {
  readonly source: string;
  readonly pulledBy: 'digest' | 'tag';
  /** In the order in which nodes try them. Contains the source unless it is never contacted. */
  readonly order: readonly string[];
  readonly isSourceBlocked: boolean;
  readonly lists: readonly MergedList[];
  /** Steps of a list that the merged order reverses; empty unless lists contradict each other. */
  readonly overruled: readonly OverruledStep[];
}

export interface MergedList {
  readonly origin: Origin;
  /** The order of the entry; the source is last if the entry does not list it. */
  readonly steps: readonly string[];
  readonly policy: SourcePolicy;
}

interface OverruledStep {
  readonly before: string;
  readonly after: string;
  /** Indices into `lists`. */
  readonly lists: readonly number[];
}

/** Up to one order for each kind of pull; empty if no entry of the source has a mirror. */
export function mergedOrders(model: ClusterModel, source: string): readonly MergedOrder[] {
  return (['digest', 'tag'] as const).flatMap((pulledBy): readonly MergedOrder[] => {
    const merged = model.mirrorSets[pulledBy].get(source);
    if (merged === undefined) return [];
    const { contributions, order } = merged;
    const entry = model.registryOf(source);
    const isWildcard = source.startsWith('*.');
    const places = isWildcard ? [...order.mirrors, source] : [...new Set([...order.mirrors, source])];
    return [
      {
        source,
        pulledBy,
        order: places,
        isSourceBlocked: entry !== undefined && !('wildcard' in entry) && entry.blocked,
        lists: contributions.map((contribution) => {
          const { mirrors } = contribution.entry;
          return {
            origin: originOf(contribution),
            steps: mirrors.includes(source) ? mirrors : [...mirrors, source],
            policy: effectivePolicy(contribution.entry),
          };
        }),
        overruled: order.overruled,
      },
    ];
  });
}
