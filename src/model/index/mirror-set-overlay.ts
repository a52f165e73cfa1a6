import type { ValidationProblem } from '../merge/validate.ts';
import type { MirrorEntry, MirrorSet, MirrorSetKind, ObjectRef } from '../mirror-set.ts';
import type { OperatorBehaviour } from '../operator-behaviour.ts';
import { differingSources, isSameEntry } from './differing-sources.ts';
import { type MirrorSetIndex, mirrorsOf, replaceContributions } from './mirror-set-index.ts';
import { type MirrorSetCounts, type SourceRecords, sortProblems } from './mirror-sets-view.ts';
import { isSameObject } from './object-order.ts';
import { type LeadsOn, ScopeTree } from './scope-tree.ts';
import type { SourceRecord } from './source-record.ts';

/**
 * The index as it would be with one object written or gone. The index itself stays as it is, and must stay so while the overlay
 * is read. Cost: proportional to the old and the new version of the object, and to the other entries of their sources.
 */
export class MirrorSetOverlay implements SourceRecords {
  readonly behaviour: OperatorBehaviour;
  readonly #base: MirrorSetIndex;
  readonly #ref: ObjectRef;
  readonly #object: MirrorSet | undefined;
  /** New records, by source; undefined for sources that are gone. */
  readonly #changed: ReadonlyMap<string, SourceRecord | undefined>;
  /** Only what is stored can go. */
  readonly #mayHaveGone: boolean;
  readonly #revision: number;
  #addedSources: ScopeTree | undefined;
  #addedMirrors: AddedMirrors | undefined;

  /** @param object the new version; undefined where it is gone */
  constructor(base: MirrorSetIndex, ref: ObjectRef, object: MirrorSet | undefined) {
    this.behaviour = base.behaviour;
    this.#base = base;
    this.#ref = ref;
    this.#object = base.behaviour.readsKind[ref.kind] ? object : undefined;
    const [stored, written] = [base.object(ref)?.entries ?? [], this.#object?.entries ?? []];
    const differing = differingSources(stored, written, isSameEntry);
    // What is not changed by the write stays the index's own, with all that has been made of it.
    const isChanged = ({ source }: MirrorEntry) => differing.has(source);
    this.#changed = replaceContributions(
      base,
      ref,
      stored.filter(isChanged),
      written.filter(isChanged),
      this.#object,
    );
    this.#mayHaveGone = stored.length > 0;
    this.#revision = base.revision;
  }

  /** Sources about which the old and the new version say something else, or elsewhere. */
  get changedSources(): Iterable<string> {
    return this.#changed.keys();
  }

  record(source: string): SourceRecord | undefined {
    if (this.#base.revision !== this.#revision)
      throw new Error('the index has changed since this overlay was made');
    const changed = this.#changed.get(source);
    if (changed !== undefined || (this.#mayHaveGone && this.#changed.has(source))) return changed;
    return this.#base.record(source);
  }

  sourcesWithin(scope: string, leadsOn?: LeadsOn): Iterable<string> {
    this.#addedSources ??= treeOf(findAddedSources(this.#base, this.#changed));
    const added = this.#addedSources.within(scope, leadsOn);
    const stored = this.#base.sourcesWithin(scope, leadsOn);
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
      if (record !== undefined) for (const problem of record.problems(this.behaviour)) problems.push(problem);
    }
    return sortProblems(problems);
  }

  object(ref: ObjectRef): MirrorSet | undefined {
    return isSameObject(ref, this.#ref) ? this.#object : this.#base.object(ref);
  }

  *objectsOf(kind: MirrorSetKind): Generator<MirrorSet, void> {
    for (const object of this.#base.objectsOf(kind)) if (!isSameObject(object, this.#ref)) yield object;
    if (this.#object?.kind === kind) yield this.#object;
  }

  get counts(): MirrorSetCounts {
    const { objects, entries, sources } = this.#base.counts;
    const previous = this.#base.object(this.#ref);
    let appeared = 0;
    for (const [source, record] of this.#changed) {
      appeared += Number(record !== undefined) - Number(this.#base.record(source) !== undefined);
    }
    return {
      objects: objects + Number(this.#object !== undefined) - Number(previous !== undefined),
      entries: entries + (this.#object?.entries.length ?? 0) - (previous?.entries.length ?? 0),
      sources: sources + appeared,
    };
  }

  /** What the index does not have: made when first asked for, since most writes are judged without. */
  #added(): AddedMirrors {
    this.#addedMirrors ??= findAddedMirrors(this.#base, this.#changed);
    return this.#addedMirrors;
  }
}

interface AddedMirrors {
  readonly tree: ScopeTree;
  /** Which changed sources list a mirror. */
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

/** Said of most scopes, without a step into them. */
function isNothing(found: Iterable<string>): boolean {
  return Array.isArray(found) && found.length === 0;
}

function isEmpty(iterable: Iterable<unknown>): boolean {
  for (const _ of iterable) return false;
  return true;
}
