import { matchedLength, matchingPrefixes } from '../location/prefix-match.ts';
import { enclosingScopes, isNestedInside, longestCut } from '../location/scope.ts';
import type { MergedLists } from '../merge/merged-sources.ts';
import type { Contribution } from '../merge/mirror-lists.ts';
import type { ValidationProblem } from '../merge/validate.ts';
import type { MirrorSet, MirrorSetKind, ObjectRef } from '../mirror-set.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import { sortByBytes } from '../text/byte-order.ts';
import { compareContributions, compareObjects } from './object-order.ts';
import type { LeadsOn } from './scope-tree.ts';
import type { SourceRecord } from './source-record.ts';

/** What a view is made of: the index itself, or an overlay on it. */
export interface SourceRecords {
  readonly behaviour: OperatorBehaviour;
  record(source: string): SourceRecord | undefined;
  /** Every source that an entry names, in the order in which objects brought them. */
  sources(): Iterable<string>;
  /**
   * Sources in the subtree of a scope, each once. The subtree is larger than by any rule of nesting;
   * `leadsOn` prunes it.
   */
  sourcesWithin(scope: string, leadsOn?: LeadsOn): Iterable<string>;
  mirrorsWithin(scope: string): Iterable<string>;
  /** Sources that list the mirror. */
  sourcesUsing(mirror: string): Iterable<string>;
  problems(): readonly ValidationProblem[];
  object(ref: ObjectRef): MirrorSet | undefined;
  objectsOf(kind: MirrorSetKind): Iterable<MirrorSet>;
  readonly counts: MirrorSetCounts;
}

export interface MirrorSetCounts {
  readonly objects: number;
  readonly entries: number;
  /** Distinct ones. */
  readonly sources: number;
}

/** A mirror with the source that lists it. */
export interface MirrorUse {
  readonly mirror: string;
  readonly source: string;
}

/**
 * All mirror sets of the cluster at one moment. The cost of a lookup is proportional to its result. "Sources"
 * are those with a real mirror, which have a registry of their own on the nodes; `of` also knows the others.
 */
export class MirrorSetsView {
  readonly #records: SourceRecords;
  readonly digest: { get(source: string): MergedLists | undefined };
  readonly tag: { get(source: string): MergedLists | undefined };

  constructor(records: SourceRecords) {
    this.#records = records;
    this.digest = { get: (source) => records.record(source)?.digest };
    this.tag = { get: (source) => records.record(source)?.tag };
  }

  get behaviour(): OperatorBehaviour {
    return this.#records.behaviour;
  }

  get counts(): MirrorSetCounts {
    return this.#records.counts;
  }

  object(ref: ObjectRef): MirrorSet | undefined {
    return this.#records.object(ref);
  }

  hasObjectOf(kind: MirrorSetKind): boolean {
    for (const _ of this.#records.objectsOf(kind)) return true;
    return false;
  }

  /** The first by name; undefined where there is none. Cost: the number of objects of the kind. */
  firstObjectOf(kind: MirrorSetKind): MirrorSet | undefined {
    return [...this.#records.objectsOf(kind)].sort(compareObjects)[0];
  }

  /** Every source with a registry of its own. Cost: the whole cluster. */
  *sources(): Generator<string, void> {
    for (const source of this.#records.sources()) if (this.has(source)) yield source;
  }

  /** Every source that an entry names, also without a real mirror. Cost: the whole cluster. */
  namedSources(): Iterable<string> {
    return this.#records.sources();
  }

  /** Every entry for exactly this source, in the operator's order: IDMS, ICSP, ITMS, then by name. */
  of(source: string): readonly Contribution[] {
    return this.#records.record(source)?.contributions ?? [];
  }

  has(source: string): boolean {
    return this.#records.record(source)?.hasRegistry === true;
  }

  /**
   * Sources that enclose `scope` by the operator's nesting (DOMAIN 3.8), the scope itself left out; paths
   * before wildcards, narrow before broad.
   */
  sourcesAround(scope: string): string[] {
    return scope.length > longestCut
      ? []
      : [...enclosingScopes(scope)].filter((source) => source !== scope && this.has(source));
  }

  /**
   * Sources nested inside `scope` by the operator's nesting (DOMAIN 3.8), the scope itself left out, in byte
   * order.
   */
  sourcesInside(scope: string): string[] {
    return this.#sourcesWithin(scope, (source) => isNestedInside(source, scope));
  }

  /**
   * Sources whose registry matches an image name or scope (DOMAIN 7.2), the deciding one first; the others
   * would decide without it.
   */
  sourcesMatching(name: string): string[] {
    if (name.length > longestCut) return [];
    // A name that is a wildcard itself comes twice, side by side.
    return matchingPrefixes(name).filter(
      (source, at, prefixes) => source !== prefixes[at - 1] && this.has(source),
    );
  }

  /** The source whose registry decides about pulls of a name (DOMAIN 7.2); undefined if none matches it. */
  decidingSource(name: string): string | undefined {
    return name.length > longestCut ? undefined : matchingPrefixes(name).find((source) => this.has(source));
  }

  /** Whether the tree has a source below `scope`, or at it. Cost: mostly that of finding the first. */
  hasSourceWithin(scope: string): boolean {
    for (const source of this.#records.sourcesWithin(scope)) if (this.has(source)) return true;
    return false;
  }

  /**
   * The next broader source that matches what `source` does (DOMAIN 7.2); undefined where there is none, or
   * `source` is none itself.
   */
  sourceBehind(source: string): string | undefined {
    if (!this.has(source) || source.length > longestCut) return undefined;
    let isBehind = false;
    for (const prefix of matchingPrefixes(source)) {
      if (prefix === source) isBehind = true;
      else if (isBehind && this.has(prefix)) return prefix;
    }
    return undefined;
  }

  /**
   * Sources that `prefix` matches as a prefix (DOMAIN 7.2): all that have no other source in between, and a
   * few that have, in byte order. Cost: that of the places in between.
   */
  sourcesNextBelow(prefix: string): string[] {
    const leadsOn = (place: string, narrower: string) => goesBehind(place, narrower) || !this.has(place);
    return this.#sourcesWithin(prefix, (source) => matchedLength(source, prefix) !== -1, leadsOn);
  }

  /** Mirrors that `prefix` matches as a prefix (DOMAIN 7.2), with their sources, in byte order. */
  mirrorsMatchedBy(prefix: string): MirrorUse[] {
    const mirrors = [...this.#records.mirrorsWithin(prefix)].filter(
      (mirror) => matchedLength(mirror, prefix) !== -1,
    );
    if (mirrors.length === 0) return [];
    return sortByBytes(mirrors).flatMap((mirror) =>
      sortByBytes([...this.#records.sourcesUsing(mirror)]).map((source) => ({ mirror, source })),
    );
  }

  /**
   * Everything at which the operator's validation of mirror sets stops, in its order. Cost: proportional to
   * the problems.
   */
  get problems(): readonly ValidationProblem[] {
    return this.#records.problems();
  }

  #sourcesWithin(scope: string, isInside: (source: string) => boolean, leadsOn?: LeadsOn): string[] {
    const sources: string[] = [];
    for (const source of this.#records.sourcesWithin(scope, leadsOn)) {
      if (source !== scope && isInside(source) && this.has(source)) sources.push(source);
    }
    return sortByBytes(sources);
  }
}

/**
 * A wildcard goes before a host that is no longer than itself: `*.io` before `a.io` (DOMAIN 7.2). So the host
 * comes between nothing and the wildcard.
 */
function goesBehind(place: string, narrower: string): boolean {
  return (
    narrower.length <= place.length ||
    (place.indexOf('.') < 2 && !place.startsWith('*') && !/[/:@]/.test(place))
  );
}

/** In the order of the operator. */
export function sortProblems(problems: readonly ValidationProblem[]): readonly ValidationProblem[] {
  return problems.length < 2
    ? problems
    : problems.toSorted((a, b) => ('entry' in a && 'entry' in b ? compareContributions(a, b) : 0));
}
