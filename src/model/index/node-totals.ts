import type { ClusterSettings } from '../cluster-state.ts';
import {
  type EffectiveLists,
  findEffectiveLists,
  type ProbeFile,
  probeLoadMessage,
} from '../files/blocked-registries.ts';
import { clashMessage, compareClashes, type RegistryLookups } from '../files/registries.ts';
import {
  changeFileHazards,
  changeTotals,
  type FileHazards,
  type FileTotals,
  noFileHazards,
  sumTotals,
} from './file-totals.ts';
import { IndexedRegistries } from './indexed-registries.ts';
import type { ListedRegistries } from './listed-registries.ts';
import type { MirrorSetsView } from './mirror-sets-view.ts';
import { RegistryEntries } from './registry-entries.ts';

/** The inputs that determine one registries.conf. */
export interface NodeInputs {
  readonly settings: ClusterSettings;
  readonly listed: ListedRegistries;
  readonly mirrorSets: MirrorSetsView;
}

/**
 * Values summed over all scopes of one cluster state. A change therefore costs time proportional to the
 * changed scopes.
 */
export interface NodeTotals {
  readonly lists: EffectiveLists;
  readonly file: FileTotals;
  /**
   * Hazards of the file in which the operator looks up the payload; undefined if no blocked scope contains
   * the payload.
   */
  readonly probe: FileHazards | undefined;
}

/**
 * Cost: proportional to the whole cluster.
 *
 * @param sources every source of the mirror sets
 */
export function sumNodeTotals(inputs: NodeInputs, sources: Iterable<string>): NodeTotals {
  const { listed, mirrorSets } = inputs;
  const scopes = new Set([...sources, ...listed.all]);
  const lookups = probeLookupsOf(inputs);
  const probe = listed.hasBlockedPayload ? changeFileHazards(noFileHazards, scopes, lookups) : undefined;
  const lists = effectiveLists(inputs, lookups, probe);
  return { lists, file: sumTotals(scopes, lookupsOf(inputs, lists), mirrorSets.behavior), probe };
}

export interface ChangedTotals {
  readonly totals: NodeTotals;
  /** The entries after the change. Those of the changed scopes are already computed. */
  readonly entries: RegistryEntries;
  /** Every scope whose entry can differ. */
  readonly changedScopes: ReadonlySet<string>;
}

/**
 * Returns the totals with other mirror sets.
 *
 * Cost: proportional to the changed sources and the listed scopes inside them. If the payload gains or loses
 * its mirrors, blocked scopes can start or cease to take effect; the cost then includes the sources nested in
 * those scopes.
 *
 * @param sources sources whose lists differ between the two states
 */
export function changeNodeTotals(
  base: NodeInputs & { readonly totals: NodeTotals; readonly entries: RegistryEntries },
  mirrorSets: MirrorSetsView,
  sources: Iterable<string>,
): ChangedTotals {
  const { settings, listed, totals } = base;
  const inputs = { settings, listed, mirrorSets };
  const scopes = withListedInside(sources, listed);
  const lookups = probeLookupsOf(inputs);
  const probe = totals.probe && changeFileHazards(totals.probe, scopes, lookups);
  // The mirrors of the payload affect the lists only if a blocked scope contains the payload.
  const lists = probe === undefined ? totals.lists : effectiveLists(inputs, lookups, probe);
  const changedScopes = lists === totals.lists ? scopes : scopes.union(scopesUnderOtherBlocks(base, lists));
  const entries = new RegistryEntries(lookupsOf(inputs, lists));
  const file = changeTotals(totals.file, changedScopes, base.entries, entries, mirrorSets.behavior);
  return { totals: { lists, file, probe }, entries, changedScopes };
}

/** @param lists the effective lists, with the blocked scopes that take effect */
export function lookupsOf(
  { listed: { insecure, blocked }, settings, mirrorSets: { digest, tag } }: NodeInputs,
  { registriesBlocked }: EffectiveLists,
): RegistryLookups {
  // Usually every blocked scope takes effect, so the existing set is reused.
  const isAll = registriesBlocked.length === settings.imageConfig.blockedRegistries?.length;
  return { digest, tag, insecure, blocked: isAll ? blocked : new Set(registriesBlocked) };
}

/**
 * Adds the listed scopes inside the given ones: a listed scope inherits the mirrors of the source that
 * encloses it (DOMAIN 3.6).
 */
function withListedInside(scopes: Iterable<string>, listed: ListedRegistries): Set<string> {
  const all = new Set<string>();
  for (const scope of scopes) {
    all.add(scope);
    for (const inside of listed.inside(scope)) all.add(inside);
  }
  return all;
}

/** Scopes nested in a scope that is blocked in only one of the two states. */
function scopesUnderOtherBlocks(
  { listed, totals, mirrorSets }: NodeInputs & { readonly totals: NodeTotals },
  now: EffectiveLists,
): Set<string> {
  const before = new Set(totals.lists.registriesBlocked);
  const toggled = before.symmetricDifference(new Set(now.registriesBlocked));
  const scopes = withListedInside(toggled, listed);
  for (const scope of toggled) for (const source of mirrorSets.sourcesInside(scope)) scopes.add(source);
  return scopes;
}

/**
 * The lookups of the file in which the operator looks up the payload (DOMAIN 4.2). It has no tag mirrors,
 * because nodes pull the payload by digest, and uses the lists of image.config as written.
 */
function probeLookupsOf({ listed: { insecure, blocked }, mirrorSets }: NodeInputs): RegistryLookups {
  return { digest: mirrorSets.digest, tag: new Map(), insecure, blocked };
}

function effectiveLists(
  { settings: { imageConfig, releaseImage }, mirrorSets }: NodeInputs,
  lookups: RegistryLookups,
  probe: FileHazards | undefined,
): EffectiveLists {
  const probeFile = () => toProbeFile(lookups, probe ?? noFileHazards, mirrorSets);
  return findEffectiveLists({ imageConfig, releaseImage, probeFile });
}

/** Returns the file with these registries, or the reason why it cannot be merged or loaded. */
export function toProbeFile(
  lookups: RegistryLookups,
  { clashes, hazardousScopes }: FileHazards,
  { behavior }: MirrorSetsView,
): ProbeFile {
  const [clash] = [...clashes.values()].sort(compareClashes);
  if (clash !== undefined) return { kind: 'failed', message: clashMessage(clash), clash };
  const registries = new IndexedRegistries(new RegistryEntries(lookups), hazardousScopes, behavior);
  const { loadError } = registries;
  return loadError === undefined
    ? { kind: 'loaded', registries }
    : { kind: 'failed', message: probeLoadMessage(loadError) };
}
