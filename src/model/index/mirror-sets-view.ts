import { matchedLength, matchingPrefixes } from '../location/prefix-match.ts';
import { enclosingScopes, isNestedInside, maxScopeLength } from '../location/scope.ts';
import type { MergedLists } from '../merge/merged-sources.ts';
import type { Contribution } from '../merge/mirror-lists.ts';
import type { ValidationProblem } from '../merge/validate.ts';
import type { MirrorSet, MirrorSetKind, ObjectRef } from '../mirror-set.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import { sortByBytes } from '../text/byte-order.ts';
import { compareContributions, compareObjects } from './object-order.ts';
import type { DescendsTo } from './scope-tree.ts';
import type { SourceRecord } from './source-record.ts';

/** The data of a view: the index itself or an overlay on it. */
export interface SourceRecords {
  readonly behavior: OperatorBehavior;
  record(source: string): SourceRecord | undefined;
  /** Every source that an entry names, in the order in which they were added. */
  sources(): Iterable<string>;
  /**
   * Sources in the subtree of a scope, each once. The subtree is larger than each rule of nesting requires,
   * so callers filter it. `descendsTo` prunes it.
   */
  sourcesWithin(scope: string, descendsTo?: DescendsTo): Iterable<string>;
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
  /** Number of distinct sources. */
  readonly sources: number;
}

/** A mirror and a source that lists it. */
export interface MirrorUse {
  readonly mirror: string;
  readonly source: string;
}

/**
 * All mirror sets of the cluster at one moment. The cost of a lookup is proportional to its result. In method
 * names, a "source" has a real mirror and therefore its own registry on the nodes. `of` and `namedSources`
 * also return other sources.
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

  get behavior(): OperatorBehavior {
    return this.#records.behavior;
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

  /**
   * The first object of the kind by name; undefined if there is none. Cost: the number of objects of the
   * kind.
   */
  firstObjectOf(kind: MirrorSetKind): MirrorSet | undefined {
    return [...this.#records.objectsOf(kind)].sort(compareObjects)[0];
  }

  /** Every source with its own registry in registries.conf. Cost: the whole cluster. */
  *sources(): Generator<string, void> {
    for (const source of this.#records.sources()) if (this.has(source)) yield source;
  }

  /** Every source that an entry names, with or without a real mirror. Cost: the whole cluster. */
  namedSources(): Iterable<string> {
    return this.#records.sources();
  }

  /**
   * Every entry for exactly this source, in the operator's order: IDMS, ICSP, ITMS, and by name within a
   * kind.
   */
  of(source: string): readonly Contribution[] {
    return this.#records.record(source)?.contributions ?? [];
  }

  has(source: string): boolean {
    return this.#records.record(source)?.hasRegistry === true;
  }

  /**
   * Sources that enclose `scope` by the operator's nesting (DOMAIN 3.8), without `scope` itself. Paths
   * precede wildcards, and narrow scopes precede broad ones.
   */
  enclosingSources(scope: string): string[] {
    return scope.length > maxScopeLength
      ? []
      : [...enclosingScopes(scope)].filter((source) => source !== scope && this.has(source));
  }

  /**
   * Sources nested inside `scope` by the operator's nesting (DOMAIN 3.8), without `scope` itself, in byte
   * order.
   */
  sourcesInside(scope: string): string[] {
    return this.#sourcesWithin(scope, (source) => isNestedInside(source, scope));
  }

  /**
   * Sources whose registry matches an image name or scope (DOMAIN 7.2), longest match first. The nodes use
   * the first one. If it is removed, they use the next one.
   */
  sourcesMatching(name: string): string[] {
    if (name.length > maxScopeLength) return [];
    // `matchingPrefixes` returns a wildcard name twice, in adjacent positions.
    return matchingPrefixes(name).filter(
      (source, at, prefixes) => source !== prefixes[at - 1] && this.has(source),
    );
  }

  /** The source whose registry the nodes use to pull a name (DOMAIN 7.2); undefined if none matches it. */
  decidingSource(name: string): string | undefined {
    return name.length > maxScopeLength
      ? undefined
      : matchingPrefixes(name).find((source) => this.has(source));
  }

  /**
   * Whether the subtree of `scope` has a source, `scope` included. Cost: usually that of finding the first
   * one.
   */
  hasSourceWithin(scope: string): boolean {
    for (const source of this.#records.sourcesWithin(scope)) if (this.has(source)) return true;
    return false;
  }

  /**
   * The next broader source that matches the names that `source` matches (DOMAIN 7.2). Undefined if there is
   * none or if `source` is not a source.
   */
  sourceBehind(source: string): string | undefined {
    if (!this.has(source) || source.length > maxScopeLength) return undefined;
    let isBehind = false;
    for (const prefix of matchingPrefixes(source)) {
      if (prefix === source) isBehind = true;
      else if (isBehind && this.has(prefix)) return prefix;
    }
    return undefined;
  }

  /**
   * Sources that `prefix` matches as a prefix (DOMAIN 7.2), in byte order: all without another source in
   * between, and a few with one. Cost: proportional to the tree nodes in between.
   */
  sourcesNextBelow(prefix: string): string[] {
    const descendsTo = (place: string, narrower: string) =>
      mustContinuePast(place, narrower) || !this.has(place);
    return this.#sourcesWithin(prefix, (source) => matchedLength(source, prefix) !== -1, descendsTo);
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
   * Every problem at which the operator's validation of mirror sets stops, in the operator's order. Cost:
   * proportional to the number of problems.
   */
  get problems(): readonly ValidationProblem[] {
    return this.#records.problems();
  }

  #sourcesWithin(scope: string, isInside: (source: string) => boolean, descendsTo?: DescendsTo): string[] {
    const sources: string[] = [];
    for (const source of this.#records.sourcesWithin(scope, descendsTo)) {
      if (source !== scope && isInside(source) && this.has(source)) sources.push(source);
    }
    return sortByBytes(sources);
  }
}

/**
 * Whether the search must continue past `place` even if it is a source. The tree places `a.io` below `*.io`,
 * but a wildcard precedes a host of at most its own length in lookups (DOMAIN 7.2). `place` is then not
 * between `narrower` and the broader scope.
 */
function mustContinuePast(place: string, narrower: string): boolean {
  return (
    narrower.length <= place.length ||
    (place.indexOf('.') < 2 && !place.startsWith('*') && !/[/:@]/.test(place))
  );
}

/** Returns the problems in the operator's order. */
export function sortProblems(problems: readonly ValidationProblem[]): readonly ValidationProblem[] {
  return problems.length < 2
    ? problems
    : problems.toSorted((a, b) => ('entry' in a && 'entry' in b ? compareContributions(a, b) : 0));
}
