import {
  type EffectiveLists,
  findEffectiveLists,
  type ProbeFile,
  probeLoadMessage,
} from '../files/blocked-registries.ts';
import { clashMessage, compareClashes, type RegistryLookups } from '../files/registries.ts';
import { changeOddities, changeTotals, noOddities, type Oddities, sumTotals } from './file-totals.ts';
import { IndexedRegistries } from './indexed-registries.ts';
import type { MirrorSetsView } from './mirror-sets-view.ts';
import { lookupsOf, type NodeTotals, type NodeView } from './node-view.ts';
import { RegistryEntries } from './registry-entries.ts';
import type { Surroundings } from './surroundings.ts';

/** @param sources all of the view. Cost: proportional to the whole cluster. */
export function sumNodeTotals(
  surroundings: Surroundings,
  view: MirrorSetsView,
  sources: Iterable<string>,
): NodeTotals {
  const { behaviour } = view;
  const scopes = new Set([...sources, ...surroundings.listed]);
  const probeLookups = probeLookupsOf(surroundings, view);
  const probe = surroundings.hasBlockedPayload ? changeOddities(noOddities, scopes, probeLookups) : undefined;
  const lists = effectiveLists(surroundings, view, probeLookups, probe);
  return { lists, file: sumTotals(scopes, lookupsOf(surroundings, view, lists), behaviour), probe };
}

export interface ChangedTotals {
  readonly totals: NodeTotals;
  /** As they are afterwards; those of the changed scopes are made. */
  readonly entries: RegistryEntries;
  /** Every scope whose entry may differ. */
  readonly changedScopes: ReadonlySet<string>;
}

/**
 * The totals with another view of the mirror sets. Cost: proportional to the changed sources and the listed scopes inside them;
 * where a blocked scope appears or goes, because the payload gains or loses its mirrors, also to what lies inside that scope.
 *
 * @param sources whose lists differ between the two views
 */
export function changeNodeTotals(
  base: NodeView,
  view: MirrorSetsView,
  sources: Iterable<string>,
): ChangedTotals {
  const { surroundings, totals } = base;
  const { behaviour } = view;
  const scopes = withListedInside(sources, surroundings);
  const probeLookups = probeLookupsOf(surroundings, view);
  const probe = totals.probe && changeOddities(totals.probe, scopes, probeLookups);
  // Where no blocked scope contains the payload, its mirrors have no say in the lists.
  const lists = probe === undefined ? totals.lists : effectiveLists(surroundings, view, probeLookups, probe);
  const changedScopes = lists === totals.lists ? scopes : scopes.union(scopesUnderOtherBlocks(base, lists));
  const entries = new RegistryEntries(lookupsOf(surroundings, view, lists));
  const file = changeTotals(totals.file, changedScopes, base.entries, entries, behaviour);
  return { totals: { lists, file, probe }, entries, changedScopes };
}

/** A listed scope takes over the mirrors of the source around it (DOMAIN 3.6). */
function withListedInside(scopes: Iterable<string>, surroundings: Surroundings): Set<string> {
  const all = new Set<string>();
  for (const scope of scopes) {
    all.add(scope);
    for (const listed of surroundings.listedInside(scope)) all.add(listed);
  }
  return all;
}

/** Whatever lies inside a scope that is blocked in one state and not in the other. */
function scopesUnderOtherBlocks(
  { surroundings, lists, mirrorSets }: NodeView,
  now: EffectiveLists,
): Set<string> {
  const before = new Set(lists.registriesBlocked);
  const toggled = before.symmetricDifference(new Set(now.registriesBlocked));
  const scopes = withListedInside(toggled, surroundings);
  for (const scope of toggled) for (const source of mirrorSets.sourcesInside(scope)) scopes.add(source);
  return scopes;
}

/** Without tag mirrors, since the payload is pulled by digest, and with the lists as they stand (DOMAIN 4.2). */
function probeLookupsOf({ insecure, blocked }: Surroundings, { digest }: MirrorSetsView): RegistryLookups {
  return { digest, tag: new Map(), insecure, blocked };
}

function effectiveLists(
  surroundings: Surroundings,
  view: MirrorSetsView,
  lookups: RegistryLookups,
  probe: Oddities | undefined,
): EffectiveLists {
  const { imageConfig, releaseImage } = surroundings;
  const probeFile = () => toProbeFile(lookups, probe ?? noOddities, view);
  return findEffectiveLists({ imageConfig, releaseImage, probeFile });
}

function toProbeFile(
  lookups: RegistryLookups,
  { clashes, oddScopes }: Oddities,
  { behaviour }: MirrorSetsView,
): ProbeFile {
  const [clash] = [...clashes.values()].sort(compareClashes);
  if (clash !== undefined) return { kind: 'failed', message: clashMessage(clash) };
  const registries = new IndexedRegistries(new RegistryEntries(lookups), oddScopes, behaviour);
  const { refusal } = registries;
  return refusal === undefined
    ? { kind: 'loaded', registries }
    : { kind: 'failed', message: probeLoadMessage(refusal) };
}
