import type { ClusterModel } from '../model/cluster-model.ts';
import type { Facts } from '../model/facts.ts';
import { MatchingSources } from '../model/index/matching-sources.ts';
import { matchedLength } from '../model/location/prefix-match.ts';
import { authorityOf } from '../model/location/scope.ts';
import type { MergedLists } from '../model/merge/merged-sources.ts';
import type { Contribution } from '../model/merge/mirror-lists.ts';
import { once } from '../model/once.ts';
import { type NodeView, nodeViewsOf } from './context/node-views.ts';
import { findNestedSources, type NestedSources } from './context/shadowing.ts';

export type Pulls = 'digest' | 'tag';
const none: readonly never[] = [];

export const bothPulls: readonly Pulls[] = ['digest', 'tag'];

/** The part of a state that a rule evaluates. */
export interface Focus {
  readonly sources: readonly string[];
  /** Blocked and insecure registries of image.config. */
  readonly listedScopes: readonly string[];
}

/**
 * The input of a state rule: one cluster state with the sources and listed registries to evaluate, which are
 * all of them or those that a change can affect. Lookups that several rules share are methods; each result is
 * computed once.
 */
export class StateContext<KnownFacts = Partial<Facts>> {
  readonly cluster: ClusterModel;
  readonly facts: KnownFacts;
  /** The stored state, which nodes have. */
  readonly deployed: ClusterModel;
  readonly #focus: () => Focus;
  readonly #matching: MatchingSources;
  readonly #firstContributions = new Map<string, readonly Contribution[]>();
  readonly #shared = new Map<unknown, unknown>();
  readonly #hostsWithEnclosingSources = new Map<string, boolean>();

  /** @param focus default: the whole state */
  constructor(
    cluster: ClusterModel,
    facts: KnownFacts,
    { focus, deployed = cluster }: { readonly focus?: Focus; readonly deployed?: ClusterModel } = {},
  ) {
    this.cluster = cluster;
    this.deployed = deployed;
    this.facts = facts;
    this.#focus = once(
      () =>
        focus ?? { sources: [...cluster.mirrorSets.namedSources()], listedScopes: [...cluster.listed.all] },
    );
    this.#matching = new MatchingSources(cluster.mirrorSets);
  }

  /** The sources to evaluate, in document order. A source can have no mirrors, or no entry any more. */
  get sources(): readonly string[] {
    return this.#focus().sources;
  }

  /** The blocked and insecure registries of image.config to evaluate. */
  get listedScopes(): readonly string[] {
    return this.#focus().listedScopes;
  }

  /**
   * Whether the operator stops in this state, but not in the stored one, so the stop is reported too.
   * Findings about files that the operator then does not write are covered by it. A stored stop covers
   * nothing: its correction would write the files.
   */
  get isStopReported(): boolean {
    const { cluster, deployed } = this;
    return cluster.problems.length > 0 && (deployed === cluster || deployed.problems.length === 0);
  }

  /** A result that several rules share, computed for the first of them. */
  share<Result>(find: (context: StateContext<unknown>) => Result): Result {
    if (!this.#shared.has(find)) this.#shared.set(find, find(this));
    return this.#shared.get(find) as Result;
  }

  /**
   * Whether one of the sources to evaluate matches a name (DOMAIN 7.2), or a file of a MachineConfig can.
   * Otherwise the change does not affect pulls of the name.
   */
  canMatch(name: string): boolean {
    const hasOwnFiles = this.views().some((view) => view !== this.cluster);
    return hasOwnFiles || this.sources.some((source) => matchedLength(name, source) !== -1);
  }

  /** Each source to evaluate, with the next broader source that matches it. */
  readonly nestedSources: () => readonly NestedSources[] = once(() =>
    findNestedSources(this.cluster.mirrorSets, this.sources, this.#matching),
  );

  /** The merged mirrors of a source for one kind of pull; undefined if it has none. */
  merged(source: string, pulls: Pulls): MergedLists | undefined {
    return this.cluster.mirrorSets[pulls].get(source);
  }

  /** The entries of a source that have a mirror other than the source, for both kinds of pull. */
  contributionsOf(source: string): readonly Contribution[] {
    const { contributions: ofDigests = none } = this.merged(source, 'digest') ?? {};
    const { contributions: ofTags = none } = this.merged(source, 'tag') ?? {};
    return ofTags.length === 0 ? ofDigests : [...ofDigests, ...ofTags];
  }

  /**
   * The first of these entries in each object. Cached, because one source can have thousands of entries and
   * thousands of findings.
   */
  firstContributionsOf(source: string): readonly Contribution[] {
    let first = this.#firstContributions.get(source);
    if (first === undefined) {
      first = firstOfEachObject(this.contributionsOf(source));
      this.#firstContributions.set(source, first);
    }
    return first;
  }

  /** Whether an entry with a mirror sets NeverContactSource for the source. */
  isNeverContacted(source: string): boolean {
    return this.merged(source, 'digest')?.never === true || this.merged(source, 'tag')?.never === true;
  }

  /** The entries that set NeverContactSource for a source. */
  neverContacting(source: string): readonly Contribution[] {
    return this.contributionsOf(source).filter(({ entry }) => entry.policy === 'NeverContactSource');
  }

  /** The files of the nodes, per pool if MachineConfigs write some of them. */
  readonly views: () => readonly NodeView[] = once(() =>
    nodeViewsOf(this.cluster, this.facts as Partial<Facts>),
  );

  /** The sources that match a mirror when a node looks it up (DOMAIN 7.4), the one that applies first. */
  sourcesEnclosingMirror(mirror: string): readonly string[] {
    const host = authorityOf(mirror);
    let isPossible = this.#hostsWithEnclosingSources.get(host);
    if (isPossible === undefined) {
      isPossible = this.#matching.of(host).length > 0 || this.cluster.mirrorSets.hasSourceWithin(host);
      this.#hostsWithEnclosingSources.set(host, isPossible);
    }
    return isPossible ? this.#matching.of(mirror) : [];
  }
}

function firstOfEachObject(contributions: readonly Contribution[]): readonly Contribution[] {
  if (contributions.length < 2) return contributions;
  const first = new Map<string, Contribution>();
  for (const contribution of contributions) {
    const { kind, name } = contribution.object;
    const key = `${kind} ${name}`;
    if (!first.has(key)) first.set(key, contribution);
  }
  return [...first.values()];
}
