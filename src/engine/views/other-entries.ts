import type { ClusterModel } from '../../model/cluster-model.ts';
import type { LoadedRegistries } from '../../model/files/loaded-registries.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { hasRealMirror, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { PoolModel } from '../../model/pools/pool-model.ts';
import { type Origin, originInMachineConfig, originOf, originsInImageConfig } from '../origin.ts';

/** An entry that matches an image but does not affect its pull. */
export interface OtherEntry {
  readonly scope: string;
  /**
   * `less-specific`: only the entry with the longest match counts (DOMAIN 7.2). `other-pulls`: its mirrors
   * serve only the other kind of pull. `no-mirror`: it has no mirror except the source.
   */
  readonly reason: 'less-specific' | 'other-pulls' | 'no-mirror';
  readonly mirrors: readonly string[];
  readonly origins: readonly Origin[];
}

interface Pull {
  readonly image: string | null;
  readonly matchedPrefix: string | null;
  readonly pulledBy: 'digest' | 'tag' | null;
}

/**
 * The entries that match an image but have no effect, the most specific first.
 * Cost: proportional to the length of the name and the number of entries found.
 * @param pool undefined if no MachineConfig changes the files of nodes
 */
export function findOtherEntries(
  { image, matchedPrefix, pulledBy }: Pull,
  model: ClusterModel,
  pool: PoolModel | undefined,
): readonly OtherEntry[] {
  const parsed = parseReference(image ?? '');
  if (parsed.kind === 'invalid') return [];
  const registries: LoadedRegistries = (pool ?? model).loaded;
  const prefixes = new Set(matchingPrefixes(parsed.reference.name));
  return [...prefixes].flatMap((scope): readonly OtherEntry[] => {
    if (scope === matchedPrefix) return ofOtherPulls(scope, pulledBy, model);
    const registry = registries.get(scope);
    const contributions = model.mirrorSets.of(scope);
    if (registry === undefined) return withoutMirrors(scope, contributions);
    const origins = originsOf(scope, contributions, model, pool);
    const mirrors = [...new Set(registry.mirrors.map(({ location }) => location))];
    return [{ scope, reason: 'less-specific', mirrors, origins }];
  });
}

/** Entries of the same source for the other kind of pull, or without a mirror other than the source. */
function ofOtherPulls(scope: string, pulledBy: Pull['pulledBy'], model: ClusterModel): readonly OtherEntry[] {
  const contributions = model.mirrorSets.of(scope);
  const others = contributions.filter(
    ({ object, entry }) => hasRealMirror(entry) && mirrorSetKinds[object.kind].pulls !== pulledBy,
  );
  return [
    ...others.map((contribution) => toEntry(scope, 'other-pulls', contribution)),
    ...withoutMirrors(scope, contributions),
  ];
}

function withoutMirrors(scope: string, contributions: readonly Contribution[]): readonly OtherEntry[] {
  return contributions
    .filter(({ entry }) => !hasRealMirror(entry))
    .map((contribution) => toEntry(scope, 'no-mirror', contribution));
}

function toEntry(scope: string, reason: OtherEntry['reason'], contribution: Contribution): OtherEntry {
  return { scope, reason, mirrors: contribution.entry.mirrors, origins: [originOf(contribution)] };
}

function originsOf(
  scope: string,
  contributions: readonly Contribution[],
  { settings }: ClusterModel,
  pool: PoolModel | undefined,
): readonly Origin[] {
  const file = pool?.fileOf(scope);
  if (file !== undefined) return [originInMachineConfig(file)];
  return [
    ...contributions.map((contribution) => originOf(contribution)),
    ...(['blockedRegistries', 'insecureRegistries'] as const).flatMap((list) =>
      originsInImageConfig(list, scope, settings.imageConfig),
    ),
  ];
}
