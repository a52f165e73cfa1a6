import type { ClusterModel } from '../../model/cluster-model.ts';
import { MatchingSources } from '../../model/index/matching-sources.ts';
import { effectivePolicy } from '../../model/mirror-set.ts';
import { sortByBytes } from '../../model/text/byte-order.ts';
import { findNestedSources, type Shadowing, shadowingOf } from '../../rules/context/shadowing.ts';
import { type Origin, originOf, originsInImageConfig } from '../origin.ts';

/** One scope of registries.conf, or a source without a mirror. */
export interface ScopeSummary {
  readonly scope: string;
  /** Mirrors in the order in which nodes try them. */
  readonly mirrors: { readonly digest: readonly string[]; readonly tag: readonly string[] };
  readonly isBlocked: boolean;
  readonly isInsecure: boolean;
  /** Whether an entry sets NeverContactSource. */
  readonly isNeverContacted: boolean;
  /** Whether no entry of the source has a mirror, so the operator leaves the source out. */
  readonly isUnused: boolean;
  /** The next broader source and the effect of this scope on its mirrors. */
  readonly shadows?: {
    readonly scope: string;
    readonly digest: Shadowing;
    readonly tag: Shadowing;
  };
  readonly origins: readonly Origin[];
}

/** All scopes in byte order. Cost: proportional to the cluster, apart from sorting. */
export function listScopes(model: ClusterModel): readonly ScopeSummary[] {
  const { mirrorSets, listed } = model;
  const named = [...mirrorSets.namedSources()];
  const scopes = sortByBytes([...new Set([...named, ...listed.all])]);
  const nested = findNestedSources(
    mirrorSets,
    scopes.filter((scope) => mirrorSets.has(scope)),
    new MatchingSources(mirrorSets),
  );
  const shadows = new Map(nested.map((pair) => [pair.inner, pair]));
  return scopes.map((scope) => {
    const pair = shadows.get(scope);
    const summary = summarize(scope, model);
    if (pair === undefined) return summary;
    const [digest, tag] = (['digest', 'tag'] as const).map((pulls) =>
      shadowingOf(pair, (source) => mirrorSets[pulls].get(source)?.order.mirrors),
    );
    return { ...summary, shadows: { scope: pair.outer, digest: digest ?? 'none', tag: tag ?? 'none' } };
  });
}

function summarize(scope: string, model: ClusterModel): ScopeSummary {
  const { mirrorSets, settings } = model;
  const entry = model.registryOf(scope);
  const registry = entry !== undefined && !('wildcard' in entry) ? entry : undefined;
  const contributions = mirrorSets.of(scope);
  const lists = (['blockedRegistries', 'insecureRegistries'] as const).flatMap((list) =>
    originsInImageConfig(list, scope, settings.imageConfig),
  );
  return {
    scope,
    mirrors: {
      digest: mirrorSets.digest.get(scope)?.order.mirrors ?? [],
      tag: mirrorSets.tag.get(scope)?.order.mirrors ?? [],
    },
    isBlocked: registry?.blocked === true,
    isInsecure: registry?.insecure === true,
    isNeverContacted: contributions.some(({ entry: own }) => effectivePolicy(own) === 'NeverContactSource'),
    isUnused: contributions.length > 0 && !mirrorSets.has(scope) && lists.length === 0,
    origins: [...contributions.map((contribution) => originOf(contribution)), ...lists],
  };
}
