import type { ValidationProblem } from '../merge/validate.ts';
import type { MirrorEntry, MirrorSet, MirrorSetKind, ObjectRef } from '../mirror-set.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import { differingSources, isSameEntry } from './differing-sources.ts';
import {
  type MirrorSetIndex,
  mirrorsOf,
  type ObjectDifference,
  replaceContributions,
} from './mirror-set-index.ts';
import { type MirrorSetCounts, type SourceRecords, sortProblems } from './mirror-sets-view.ts';
import { objectKey, refOfKey } from './object-order.ts';
import { type DescendsTo, ScopeTree } from './scope-tree.ts';
import type { SourceRecord } from './source-record.ts';

/** An object that a write creates, replaces or deletes. */
export interface ObjectChange {
  readonly ref: ObjectRef;
  /** Undefined if the write deletes the object. */
  readonly object: MirrorSet | undefined;
}

/**
 * The index with some objects written or deleted. The overlay does not change the index, and the index must
 * not change while the overlay is in use. Cost: proportional to the old and new versions of the objects, and
 * to the other entries of their sources.
 */
export class MirrorSetOverlay implements SourceRecords {
  readonly behavior: OperatorBehavior;
  readonly #base: MirrorSetIndex;
  /** New versions by key; undefined for deleted objects and kinds that the release does not read. */
  readonly #objects: ReadonlyMap<string, MirrorSet | undefined>;
  /** New records by source; undefined for sources that no entry names any more. */
  readonly #changed: ReadonlyMap<string, SourceRecord | undefined>;
  readonly #mayHaveRemoved: boolean;
  readonly #revision: number;
  #addedSources: ScopeTree | undefined;
  #addedMirrors: AddedMirrors | undefined;
  #counts: MirrorSetCounts | undefined;

  constructor(base: MirrorSetIndex, changes: readonly ObjectChange[]) {
    this.behavior = base.behavior;
    this.#base = base;
    const isRead = ({ kind }: ObjectRef) => base.behavior.readsKind[kind];
    this.#objects = new Map(
      changes.map(({ ref, object }) => [objectKey(ref), isRead(ref) ? object : undefined]),
    );
    const differences = changes.map(({ ref }) =>
      differenceOf(ref, base.object(ref), this.#objects.get(objectKey(ref))),
    );
    this.#changed = replaceContributions(base, differences);
    this.#mayHaveRemoved = differences.some(({ before }) => before.length > 0);
    this.#revision = base.revision;
  }

  /** Sources whose entries differ between the old and the new versions, in content or position. */
  get changedSources(): Iterable<string> {
    return this.#changed.keys();
  }

  record(source: string): SourceRecord | undefined {
    if (this.#base.revision !== this.#revision)
      throw new Error('the index has changed since this overlay was made');
    const changed = this.#changed.get(source);
    if (changed !== undefined || (this.#mayHaveRemoved && this.#changed.has(source))) return changed;
    return this.#base.record(source);
  }

  *sources(): Generator<string, void> {
    for (const source of this.#base.sources()) if (this.record(source) !== undefined) yield source;
    yield* findAddedSources(this.#base, this.#changed);
  }

  sourcesWithin(scope: string, descendsTo?: DescendsTo): Iterable<string> {
    this.#addedSources ??= treeOf(findAddedSources(this.#base, this.#changed));
    const added = this.#addedSources.within(scope, descendsTo);
    const stored = this.#base.sourcesWithin(scope, descendsTo);
    return isNothing(stored) ? added : this.#joined(stored, added);
  }

  *#joined(stored: Iterable<string>, added: Iterable<string>): Generator<string, void> {
    for (const source of stored) if (this.record(source) !== undefined) yield source;
    yield* added;
  }

  mirrorsWithin(scope: string): Iterable<string> {
    const added = this.#added().tree.within(scope);
    const stored = this.#base.mirrorsWithin(scope);
    return isNothing(stored) ? added : this.#joinedMirrors(stored, added);
  }

  *#joinedMirrors(stored: Iterable<string>, added: Iterable<string>): Generator<string, void> {
    for (const mirror of stored) if (this.sourcesUsing(mirror).length > 0) yield mirror;
    yield* added;
  }

  sourcesUsing(mirror: string): readonly string[] {
    const unchanged = [...this.#base.sourcesUsing(mirror)].filter((source) => !this.#changed.has(source));
    return [...unchanged, ...(this.#added().uses.get(mirror) ?? [])];
  }

  problems(): readonly ValidationProblem[] {
    const problems: ValidationProblem[] = [];
    for (const [source, known] of this.#base.problemsBySource())
      if (!this.#changed.has(source)) problems.push(...known);
    for (const record of this.#changed.values()) {
      if (record !== undefined) for (const problem of record.problems(this.behavior)) problems.push(problem);
    }
    return sortProblems(problems);
  }

  object(ref: ObjectRef): MirrorSet | undefined {
    const key = objectKey(ref);
    return this.#objects.has(key) ? this.#objects.get(key) : this.#base.object(ref);
  }

  *objectsOf(kind: MirrorSetKind): Generator<MirrorSet, void> {
    for (const object of this.#base.objectsOf(kind)) if (!this.#objects.has(objectKey(object))) yield object;
    for (const object of this.#objects.values()) if (object?.kind === kind) yield object;
  }

  get counts(): MirrorSetCounts {
    this.#counts ??= this.#count();
    return this.#counts;
  }

  #count(): MirrorSetCounts {
    let { objects, entries, sources } = this.#base.counts;
    for (const [source, record] of this.#changed) {
      sources += Number(record !== undefined) - Number(this.#base.record(source) !== undefined);
    }
    for (const [key, object] of this.#objects) {
      const previous = this.#base.object(refOfKey(key));
      objects += Number(object !== undefined) - Number(previous !== undefined);
      entries += (object?.entries.length ?? 0) - (previous?.entries.length ?? 0);
    }
    return { objects, entries, sources };
  }

  /**
   * Mirrors that the index does not have. Computed at the first access, because most evaluations do not need
   * them.
   */
  #added(): AddedMirrors {
    this.#addedMirrors ??= findAddedMirrors(this.#base, this.#changed);
    return this.#addedMirrors;
  }
}

/**
 * Returns only the entries that the write changes. The other sources keep the records of the index and the
 * values derived from them.
 */
function differenceOf(
  ref: ObjectRef,
  stored: MirrorSet | undefined,
  written: MirrorSet | undefined,
): ObjectDifference {
  const [before, after] = [stored?.entries ?? [], written?.entries ?? []];
  const differing = differingSources(before, after, isSameEntry);
  const isChanged = ({ source }: MirrorEntry) => differing.has(source);
  return { ref, before: before.filter(isChanged), after: after.filter(isChanged), object: written };
}

interface AddedMirrors {
  readonly tree: ScopeTree;
  /** The changed sources that list a mirror. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

function findAddedSources(
  base: MirrorSetIndex,
  changed: ReadonlyMap<string, SourceRecord | undefined>,
): ReadonlySet<string> {
  const sources = new Set<string>();
  for (const [source, record] of changed)
    if (record !== undefined && base.record(source) === undefined) sources.add(source);
  return sources;
}

function findAddedMirrors(
  base: MirrorSetIndex,
  changed: ReadonlyMap<string, SourceRecord | undefined>,
): AddedMirrors {
  const mirrors = new Set<string>();
  const uses = new Map<string, string[]>();
  for (const [source, record] of changed) {
    for (const mirror of mirrorsOf(record)) {
      const users = uses.get(mirror);
      if (users === undefined) uses.set(mirror, [source]);
      else users.push(source);
      if (isEmpty(base.sourcesUsing(mirror))) mirrors.add(mirror);
    }
  }
  return { tree: treeOf(mirrors), uses };
}

function treeOf(scopes: ReadonlySet<string>): ScopeTree {
  const tree = new ScopeTree(scopes);
  for (const scope of scopes) tree.add(scope);
  return tree;
}

/** Detects the empty result that the index returns for most scopes, without starting an iterator. */
function isNothing(found: Iterable<string>): boolean {
  return Array.isArray(found) && found.length === 0;
}

function isEmpty(iterable: Iterable<unknown>): boolean {
  for (const _ of iterable) return false;
  return true;
}
