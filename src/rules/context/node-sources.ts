import { findRegistry, type LoadedMirror } from '../../model/files/loaded-registries.ts';
import { matchedLength, matchingPrefixes } from '../../model/location/prefix-match.ts';
import { authorityOf, enclosingAmong, maxScopeLength } from '../../model/location/scope.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import type { ContainersFile } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import type { Participant } from '../finding.ts';
import { bothPulls, type Pulls, type StateContext } from '../state-context.ts';
import { type NodeView, poolsOf, whereAmong } from './node-views.ts';
import { listedScope, machineConfigFile, participantOf, participantsOf } from './participants.ts';
import { isBroaderSource, type NestedSources, type Shadowing, shadowingOf } from './shadowing.ts';

/**
 * The sources of a cluster state as the nodes of one pool have them: an entry in a file of a MachineConfig
 * replaces the entry of the mirror sets (DOMAIN 7.8).
 */
export class NodeSources {
  readonly view: NodeView;
  readonly #context: StateContext<unknown>;
  readonly #blockers = new Map<string, string | undefined>();

  constructor(context: StateContext<unknown>, view: NodeView) {
    this.#context = context;
    this.view = view;
  }

  /** The MachineConfig file with the entry of this source; undefined if there is none. */
  fileOf(source: string): ContainersFile | undefined {
    return this.view instanceof PoolModel ? this.view.fileOf(source) : undefined;
  }

  has(source: string): boolean {
    return (
      this.fileOf(source) !== undefined ||
      (this.usesGenerated && this.#context.cluster.mirrorSets.has(source))
    );
  }

  /** Whether the nodes read the registries.conf of the operator. */
  get usesGenerated(): boolean {
    return !(this.view instanceof PoolModel) || this.view.registriesConf === undefined;
  }

  /** Whether NeverContactSource, or `blocked` in a file, prevents nodes from contacting the source. */
  isNeverContacted(source: string): boolean {
    if (this.fileOf(source) !== undefined) return this.view.loaded.get(source)?.blocked === true;
    return this.usesGenerated && this.#context.isNeverContacted(source);
  }

  /** The merged lists of a source for one kind of pull, if the nodes use the entry of the operator. */
  merged(source: string, pulls: Pulls): MergedLists | undefined {
    return this.usesGenerated && this.fileOf(source) === undefined
      ? this.#context.merged(source, pulls)
      : undefined;
  }

  /** The mirrors of a source for one kind of pull; undefined if it has none. */
  mirrors(source: string, pulls: Pulls): readonly string[] | undefined {
    if (this.fileOf(source) === undefined) return this.merged(source, pulls)?.order.mirrors;
    const mirrors =
      this.view.loaded.get(source)?.mirrors.filter((mirror) => servesPulls(mirror, pulls)) ?? [];
    return mirrors.length === 0 ? undefined : mirrors.map(({ location }) => location);
  }

  /** The source whose entry the nodes use for a repository; undefined if none matches it. */
  matching(repository: string): string | undefined {
    return this.view instanceof PoolModel
      ? matchingPrefixes(repository).find((prefix) => this.has(prefix))
      : this.#context.cluster.mirrorSets.decidingSource(repository);
  }

  /** The source whose entry the nodes use when they look up a mirror (DOMAIN 7.4). */
  matchingMirror(mirror: string): string | undefined {
    if (!(this.view instanceof PoolModel)) return this.#context.sourcesEnclosingMirror(mirror)[0];
    return mirror.length > maxScopeLength ? undefined : this.matching(mirror);
  }

  /** Each source with the next broader source that matches it (DOMAIN 7.2). */
  nested(): readonly NestedSources[] {
    const { view } = this;
    if (!(view instanceof PoolModel) || view.ownPrefixes.length === 0)
      return this.usesGenerated ? this.#context.nestedSources() : [];
    return [...new Set([...this.#context.sources, ...view.ownPrefixes])].flatMap((inner) => {
      if (!this.has(inner)) return [];
      const outer = matchingPrefixes(inner).find((prefix) => prefix !== inner && this.has(prefix));
      return outer !== undefined && isBroaderSource(outer, inner) ? [{ inner, outer }] : [];
    });
  }

  /**
   * The blocked scope that prevents nodes from contacting a mirror (DOMAIN 7.4); undefined if they can
   * contact it.
   */
  blockerOf(mirror: string): string | undefined {
    if (mirror.length > maxScopeLength) return undefined;
    const host = authorityOf(mirror);
    // If no entry is below the host, all mirrors of the host have the same result, so the host is the key.
    const key = this.#hasEntryBelow(host) ? mirror : host;
    if (!this.#blockers.has(key)) {
      const registry = findRegistry(this.view.loaded, key);
      this.#blockers.set(key, registry?.blocked === true ? registry.prefix : undefined);
    }
    return this.#blockers.get(key);
  }

  #hasEntryBelow(host: string): boolean {
    const { mirrorSets, listed, totals } = this.#context.cluster;
    return (
      this.view instanceof PoolModel ||
      totals.file.hazardousScopes.size > 0 ||
      mirrorSets.hasSourceWithin(host) ||
      listed.inside(host).some((scope) => scope !== host)
    );
  }

  /** The focused sources of mirror sets that no file overrides, then the sources of the files. */
  all(): readonly string[] {
    const { view } = this;
    if (!(view instanceof PoolModel)) return this.#context.sources;
    const generated = this.usesGenerated ? this.#context.sources : [];
    return [...generated.filter((source) => this.fileOf(source) === undefined), ...view.ownPrefixes];
  }

  /** The sources that enclose a listed registry (DOMAIN 3.6); those of mirror sets first. */
  enclosing(scope: string): readonly string[] {
    const generated = this.usesGenerated ? this.#context.cluster.mirrorSets.enclosingSources(scope) : [];
    const own = this.view instanceof PoolModel ? this.view.ownPrefixes : [];
    return [...generated, ...own.filter((prefix) => prefix !== scope && matchedLength(scope, prefix) !== -1)];
  }

  /** Equal in pools in which the same objects determine these sources. */
  keyOf(...sources: readonly string[]): string {
    return sources
      .map((source) => {
        const file = this.fileOf(source);
        return file === undefined ? source : `${source} ${file.machineConfig} ${file.path}`;
      })
      .join(' ');
  }

  hasMirrors(source: string): boolean {
    return this.fileOf(source) === undefined
      ? this.usesGenerated && this.#context.cluster.mirrorSets.has(source)
      : bothPulls.some((pulls) => this.mirrors(source, pulls) !== undefined);
  }

  /** The mirrors of a source, each with the entries or the file that list it. */
  *listedMirrors(source: string): Iterable<ListedMirror> {
    const file = this.fileOf(source);
    if (file !== undefined) {
      for (const { location } of this.view.loaded.get(source)?.mirrors ?? [])
        yield { mirror: location, place: () => machineConfigFile(file) };
    } else if (this.usesGenerated) {
      for (const contribution of this.#context.contributionsOf(source))
        for (const [index, mirror] of contribution.entry.mirrors.entries())
          yield { mirror, place: () => participantOf(contribution, 'mirrors', index) };
    }
  }

  /** The MachineConfig file with the entry of a source; the given entries of mirror sets if there is none. */
  writersOf(source: string, entries: readonly Contribution[]): readonly Participant[] {
    const file = this.fileOf(source);
    return file === undefined ? participantsOf(entries) : [machineConfigFile(file)];
  }
}

export interface ListedMirror {
  readonly mirror: string;
  place(): Participant;
}

/** The sources as the nodes have them, per pool if MachineConfigs write some of the files. */
export function nodeSourcesOf(context: StateContext<unknown>): readonly NodeSources[] {
  return context.views().map((view) => new NodeSources(context, view));
}

/**
 * The objects that write an entry of registries.conf or block it: the MachineConfig file, or the mirror sets
 * and the registries in blockedRegistries.
 */
export function causesOfEntry(
  scope: string,
  view: NodeView,
  context: StateContext<unknown>,
): readonly Participant[] {
  const file = view instanceof PoolModel ? view.fileOf(scope) : undefined;
  if (file !== undefined) return [machineConfigFile(file)];
  const { cluster } = context;
  const writers = participantsOf(context.firstContributionsOf(scope));
  const { blocked } = cluster.listed;
  if (blocked.has(scope)) return [...writers, listedScope('blockedRegistries', scope, cluster)];
  if (writers.length > 0) return writers;
  // The entry of an insecure registry without mirrors inherits the block of a broader registry.
  return enclosingAmong(scope, blocked).map((one) => listedScope('blockedRegistries', one, cluster));
}

function servesPulls({ pullFromMirror }: LoadedMirror, pulls: Pulls): boolean {
  return pullFromMirror === 'all' || pullFromMirror === `${pulls}-only`;
}

/** A fault that the nodes of some pools have. */
export interface PoolFault<Found> {
  readonly found: Found;
  /** ` in pool worker`; empty if all nodes have the fault. */
  readonly where: string;
  /** The pools; empty if no MachineConfig writes a file. */
  readonly pools: readonly string[];
}

/**
 * The faults of all pools. Faults with the same key have the same message, and pools with the same fault are
 * named together.
 */
export function faultsByPool<Found extends { readonly key: string }>(
  all: readonly NodeSources[],
  find: (sources: NodeSources, index: number) => Iterable<Found>,
): readonly PoolFault<Found>[] {
  const [first] = all;
  if (first !== undefined && !(first.view instanceof PoolModel))
    return Array.from(find(first, 0), (found) => ({ found, where: '', pools: [] }));
  const faults = new Map<string, { readonly found: Found; readonly views: Set<NodeView> }>();
  for (const [index, sources] of all.entries()) {
    for (const found of find(sources, index)) {
      const fault = faults.get(found.key);
      if (fault === undefined) faults.set(found.key, { found, views: new Set([sources.view]) });
      else fault.views.add(sources.view);
    }
  }
  return Array.from(faults.values(), ({ found, views }) => ({
    found,
    pools: poolsOf([...views]),
    where: whereAmong([...views], all.length),
  }));
}

/** A narrower source with this effect on the mirrors of a broader one, for one kind of pull. */
interface ShadowedMirrors extends NestedSources {
  readonly key: string;
  readonly pulls: Pulls;
  /** The entries of both sources. */
  readonly narrow: readonly Participant[];
  readonly broad: readonly Participant[];
  /** The MachineConfig file with the entry of the narrower source. */
  readonly file: ContainersFile | undefined;
}

/** The findings about sources with this effect; the rules add the messages. */
export function findShadowedMirrors(context: StateContext<unknown>, shadowing: Shadowing) {
  const shadowed = faultsByPool(context.share(nodeSourcesOf), (sources) =>
    sources.nested().flatMap((pair) =>
      bothPulls
        .filter((pulls) => shadowingOf(pair, (source) => sources.mirrors(source, pulls)) === shadowing)
        .map((pulls): ShadowedMirrors => {
          const { inner, outer } = pair;
          // A source that hides mirrors has none for these pulls.
          const entries =
            shadowing === 'hidden'
              ? context.contributionsOf(inner)
              : (context.merged(inner, pulls)?.contributions ?? []);
          return {
            ...pair,
            pulls,
            key: `${pulls} ${sources.keyOf(inner, outer)}`,
            narrow: sources.writersOf(inner, entries),
            broad: sources.writersOf(outer, context.merged(outer, pulls)?.contributions ?? []),
            file: sources.fileOf(inner),
          };
        }),
    ),
  );
  return shadowed.map(({ found, where, pools }) => {
    const { inner, outer, pulls, narrow, broad } = found;
    const finding = {
      identity: `${inner} ${outer} ${pulls}`,
      about: inner,
      involves: [...narrow, ...broad],
      causes: pools,
    };
    return { found, where, finding };
  });
}
