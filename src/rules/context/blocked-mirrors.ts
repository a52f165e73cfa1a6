import type { Facts } from '../../model/facts.ts';
import { findRegistry, type LoadedRegistries } from '../../model/files/loaded-registries.ts';
import { IndexedRegistries } from '../../model/index/indexed-registries.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import type { NodeView } from '../../model/index/node-view.ts';
import { RegistryEntries } from '../../model/index/registry-entries.ts';
import { authorityOf, longestCut } from '../../model/location/scope.ts';
import { sortByBytes } from '../../model/text/byte-order.ts';
import type { Subject } from '../subject.ts';
import { bothPulls, type Pulls } from './masked-sources.ts';
import { mayMirrorsLieInSources, sourcesAroundMirror } from './mirrors-in-sources.ts';

/** Mirrors of one source that nodes may not contact, because a blocked scope contains them (DOMAIN 7.4). */
export interface BlockedMirrors {
  readonly source: string;
  readonly pulls: Pulls;
  readonly mirrors: readonly string[];
  /** Scopes that block them, in the order of `mirrors`, each once. */
  readonly blockedBy: readonly string[];
  /** Whether no mirror is left for these pulls. */
  readonly isEveryMirror: boolean;
}

type KnownFacts = Pick<Facts, 'mirrorSets'> & Partial<Pick<Facts, 'nodes'>>;

/** What a write makes of the mirrors of its own sources, and of those that lie in the scopes that it changes. */
export function newlyBlockedMirrors(
  subject: Subject,
  { mirrorSets, nodes }: KnownFacts,
): readonly BlockedMirrors[] {
  const { before, after, touched } = mirrorSets;
  const blockerBefore = blockerIn(before, nodes?.before);
  const blockerAfter = blockerIn(after, nodes?.after);
  // Mostly nothing is listed as blocked: then only a source can block, and most mirrors lie in none.
  const isListBlocking = hasListedBlocks(nodes);
  const mayBeBlocked = (mirror: string) => isListBlocking || sourcesAroundMirror(mirror, after).length > 0;
  const own = isListBlocking || mayMirrorsLieInSources(mirrorSets, subject) ? touched : [];
  const others = new Set<string>();
  for (const scope of nodes?.changedScopes ?? touched) {
    if (nodes !== undefined && isOpen(scope, nodes.after)) continue;
    for (const { source } of after.mirrorsMatchedBy(scope)) others.add(source);
  }
  // Those that are not the object's own have no order but that of their names.
  const sources = others.size === 0 ? own : new Set([...own, ...sortByBytes([...others])]);

  const found: BlockedMirrors[] = [];
  for (const source of sources) {
    for (const pulls of bothPulls) {
      const mirrors = mirrorsFor(source, pulls, after);
      if (!mirrors.some(mayBeBlocked)) continue;
      const blockers = mirrors.map(blockerAfter);
      const blockedBy = new Set(blockers.filter((blocker) => blocker !== undefined));
      if (blockedBy.size === 0) continue;
      const blocked = mirrors.filter((_, at) => blockers[at] !== undefined);
      const old = new Set(mirrorsFor(source, pulls, before));
      const isNew = blocked.some((mirror) => !old.has(mirror) || blockerBefore(mirror) === undefined);
      if (isNew)
        found.push({
          source,
          pulls,
          mirrors: blocked,
          blockedBy: [...blockedBy],
          isEveryMirror: blocked.length === mirrors.length,
        });
    }
  }
  return found;
}

/** A scope that is there and not blocked blocks no mirror; one that is gone leaves its mirrors to the next broader one. */
function isOpen(scope: string, view: NodeView): boolean {
  const entry = view.registryOf(scope);
  return (
    entry !== undefined && !('wildcard' in entry) && !entry.blocked && view.totals.file.oddScopes.size === 0
  );
}

/** Whether anything but a source can block: a scope of image.config, or one that is loaded as another than it is written. */
function hasListedBlocks(nodes: KnownFacts['nodes']): boolean {
  return (
    nodes !== undefined &&
    (nodes.after.lists.registriesBlocked.length > 0 || nodes.after.totals.file.oddScopes.size > 0)
  );
}

/** The source may stand among its merged mirrors; that it is blocked then is its own policy. */
function mirrorsFor(source: string, pulls: Pulls, view: MirrorSetsView): readonly string[] {
  const mirrors = view[pulls].get(source)?.order.mirrors ?? [];
  return mirrors.includes(source) ? mirrors.filter((mirror) => mirror !== source) : mirrors;
}

/** Whatever blocks one mirror of a host blocks all of them, where nothing below the host has an entry: mostly nothing has. */
function blockerIn(
  mirrorSets: MirrorSetsView,
  nodes: NodeView | undefined,
): (mirror: string) => string | undefined {
  const registries = nodes?.registries ?? registriesOf(mirrorSets);
  const blockerOf = (name: string) => {
    const registry = name.length > longestCut ? undefined : findRegistry(registries, name);
    return registry?.blocked === true ? registry.prefix : undefined;
  };
  const hasEntryBelow = (host: string) =>
    mirrorSets.hasSourceWithin(host) ||
    nodes?.surroundings.listedInside(host).some((scope) => scope !== host) === true;
  const ofHosts = new Map<string, { readonly blocker: string | undefined } | undefined>();
  return (mirror) => {
    const host = authorityOf(mirror);
    if (!ofHosts.has(host)) ofHosts.set(host, hasEntryBelow(host) ? undefined : { blocker: blockerOf(host) });
    const known = ofHosts.get(host);
    return known === undefined || mirror.length > longestCut ? blockerOf(mirror) : known.blocker;
  };
}

/** Without image.config only the mirror sets can block. */
function registriesOf({ digest, tag, behaviour }: MirrorSetsView): LoadedRegistries {
  const entries = new RegistryEntries({ digest, tag, insecure: new Set(), blocked: new Set() });
  return new IndexedRegistries(entries, new Set(), behaviour);
}
