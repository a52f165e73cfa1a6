import type { Contribution } from '../merge/mirror-lists.ts';
import type { ValidationProblem } from '../merge/validate.ts';
import { isSameObject, type MirrorSet, type MirrorSetKind, type ObjectRef } from '../mirror-set.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import {
  type MirrorSetCounts,
  MirrorSetsView,
  type SourceRecords,
  sortProblems,
} from './mirror-sets-view.ts';
import { compareContributions } from './object-order.ts';
import { type DescendsTo, ScopeTree } from './scope-tree.ts';
import { SourceRecord } from './source-record.ts';

/**
 * All mirror sets by source, for the behavior of one release. `apply` and `remove` cost time proportional to
 * the object. A change invalidates everything that was read from the index before it.
 */
export class MirrorSetIndex implements SourceRecords {
  readonly behavior: OperatorBehavior;
  readonly view: MirrorSetsView;
  readonly #objects: Readonly<Record<MirrorSetKind, Map<string, MirrorSet>>> = {
    ImageDigestMirrorSet: new Map(),
    ImageTagMirrorSet: new Map(),
    ImageContentSourcePolicy: new Map(),
  };
  readonly #records = new Map<string, SourceRecord>();
  readonly #sourceTree = new ScopeTree(this.#records);
  /** Sources that list a mirror. A single source is stored as a string to save memory. */
  readonly #uses = new Map<string, string | Set<string>>();
  readonly #mirrorTree = new ScopeTree(this.#uses);
  readonly #problems = new Map<string, readonly ValidationProblem[]>();
  #entries = 0;
  #revision = 0;

  constructor(behavior: OperatorBehavior) {
    this.behavior = behavior;
    this.view = new MirrorSetsView(this);
  }

  /**
   * Increases with each change. A reader that spans turns of the event loop compares it to detect changes.
   */
  get revision(): number {
    return this.#revision;
  }

  get counts(): MirrorSetCounts {
    const objects = Object.values(this.#objects).reduce((sum, { size }) => sum + size, 0);
    return { objects, entries: this.#entries, sources: this.#records.size };
  }

  /** Stores an object and replaces the one with the same kind and name. */
  apply(object: MirrorSet): void {
    this.#replace(object, object);
  }

  remove(ref: ObjectRef): void {
    this.#replace(ref, undefined);
  }

  object(ref: ObjectRef): MirrorSet | undefined {
    return this.#objects[ref.kind].get(ref.name);
  }

  objectsOf(kind: MirrorSetKind): Iterable<MirrorSet> {
    return this.#objects[kind].values();
  }

  record(source: string): SourceRecord | undefined {
    return this.#records.get(source);
  }

  sources(): Iterable<string> {
    return this.#records.keys();
  }

  sourcesWithin(scope: string, descendsTo?: DescendsTo): Iterable<string> {
    return this.#sourceTree.within(scope, descendsTo);
  }

  mirrorsWithin(scope: string): Iterable<string> {
    return this.#mirrorTree.within(scope);
  }

  sourcesUsing(mirror: string): Iterable<string> {
    const users = this.#uses.get(mirror);
    return typeof users === 'string' ? [users] : (users ?? []);
  }

  problemsBySource(): ReadonlyMap<string, readonly ValidationProblem[]> {
    return this.#problems;
  }

  problems(): readonly ValidationProblem[] {
    return sortProblems([...this.#problems.values()].flat());
  }

  #replace(ref: ObjectRef, next: MirrorSet | undefined): void {
    this.#revision++;
    const objects = this.#objects[ref.kind];
    const previous = objects.get(ref.name);
    const isRead = this.behavior.readsKind[ref.kind];
    if (next === undefined || !isRead) objects.delete(ref.name);
    else objects.set(ref.name, next);
    const before = previous?.entries ?? [];
    const after = (isRead && next?.entries) || [];
    this.#entries += after.length - before.length;
    const changed = replaceContributions(this, [{ ref, before, after, object: next }]);
    for (const [source, record] of changed) this.#store(source, record);
  }

  #store(source: string, record: SourceRecord | undefined): void {
    const old = this.#records.get(source);
    if (record === undefined) this.#records.delete(source);
    else this.#records.set(source, record);
    if (record === undefined) this.#sourceTree.delete(source);
    else if (old === undefined) this.#sourceTree.add(source);

    const problems = record?.problems(this.behavior) ?? [];
    if (problems.length === 0) this.#problems.delete(source);
    else this.#problems.set(source, problems);

    const mirrors = mirrorsOf(record);
    for (const mirror of mirrorsOf(old)) if (!mirrors.has(mirror)) this.#dropUse(mirror, source);
    for (const mirror of mirrors) this.#addUse(mirror, source);
  }

  #addUse(mirror: string, source: string): void {
    const users = this.#uses.get(mirror);
    if (users === undefined) {
      this.#uses.set(mirror, source);
      this.#mirrorTree.add(mirror);
    } else if (typeof users !== 'string') users.add(source);
    else if (users !== source) this.#uses.set(mirror, new Set([users, source]));
  }

  #dropUse(mirror: string, source: string): void {
    const users = this.#uses.get(mirror);
    if (typeof users === 'object' && users.delete(source) && users.size > 0) return;
    this.#uses.delete(mirror);
    this.#mirrorTree.delete(mirror);
  }
}

const none: readonly never[] = [];

/** The mirrors of a record, except its own source. */
export function mirrorsOf(record: SourceRecord | undefined): Set<string> {
  const mirrors = new Set<string>();
  for (const { entry } of record?.contributions ?? [])
    for (const mirror of entry.mirrors) if (mirror !== entry.source) mirrors.add(mirror);
  return mirrors;
}

/** The entries of one object that differ between two versions. */
export interface ObjectDifference {
  readonly ref: ObjectRef;
  readonly before: MirrorSet['entries'];
  readonly after: MirrorSet['entries'];
  /** The new version; undefined if it is deleted. */
  readonly object: ObjectRef | undefined;
}

/**
 * Returns the records that differ after the objects change to their new versions; undefined for a source that
 * no entry names any more.
 */
export function replaceContributions(
  records: Pick<SourceRecords, 'record'>,
  differences: readonly ObjectDifference[],
): Map<string, SourceRecord | undefined> {
  const isChanged = (object: ObjectRef) => differences.some(({ ref }) => isSameObject(object, ref));
  const changed = new Map<string, SourceRecord | undefined>();
  for (const [source, added] of contributionsBySource(differences)) {
    const known = records.record(source);
    const kept = known === undefined ? none : known.contributions.filter(({ object }) => !isChanged(object));
    const isSorted = kept.length === 0 && differences.length === 1;
    const contributions = isSorted ? added : [...kept, ...added].sort(compareContributions);
    changed.set(source, contributions.length === 0 ? undefined : new SourceRecord(source, contributions));
  }
  return changed;
}

/** The new entries by source. A source that only the old versions name has an empty list. */
function contributionsBySource(
  differences: readonly ObjectDifference[],
): ReadonlyMap<string, readonly Contribution[]> {
  const bySource = new Map<string, Contribution[]>();
  for (const { ref, before, after, object = ref } of differences) {
    for (const { source } of before) if (!bySource.has(source)) bySource.set(source, []);
    for (const entry of after) {
      const others = bySource.get(entry.source);
      if (others === undefined) bySource.set(entry.source, [{ object, entry }]);
      else others.push({ object, entry });
    }
  }
  return bySource;
}
