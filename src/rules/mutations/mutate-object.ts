import { fieldOf, isEqualJson, isJsonObject, type Json, type JsonObject, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { mutations } from './catalog/index.ts';
import { EntryMutator, type MutatedEntry } from './entry-mutator.ts';
import type { AppliedMutation, Mutation } from './mutation.ts';

export interface MutatedObject<Value> {
  /** The same object if no mutation applied. */
  readonly object: Value;
  /** In the order of application: replacements, then removals starting at the end of each list. */
  readonly mutations: readonly AppliedMutation[];
  /**
   * Entries that mutations would make equal to a different entry of the object. They stay unchanged and must
   * be denied. A reconciler that merges lists (Open Cluster Management `musthave`) appends each desired entry
   * without an equal stored one. The object would grow by one entry in each run.
   */
  readonly collisions: readonly Collision[];
}

export interface Collision {
  readonly path: FieldPath;
  readonly message: string;
}

/** The ids of the mutations that are on by default. */
export const defaultMutations: ReadonlySet<string> = new Set(
  mutations.filter(({ meta }) => meta.default === 'on').map(({ id }) => id),
);

/**
 * Applies the enabled mutations to an object of any shape; values with the wrong structure stay as they are.
 * Idempotent. Does not change the argument; the result shares the unchanged parts. Linear in the size of the
 * objects; never throws.
 *
 * @param object an API object or anything else, as decoded from JSON
 * @param enabled ids of mutations; others are not applied
 * @param stored the object that an update replaces: values that are equal to stored ones stay as they are, so
 * changing a label does not rewrite entries and drain nodes
 */
export function mutateObject<Value>(
  kind: MirrorSetKind,
  object: Value,
  { enabled, stored }: { readonly enabled: ReadonlySet<string>; readonly stored?: unknown },
): MutatedObject<Value> {
  if (!isJsonObject(object)) return { object, mutations: [], collisions: [] };
  const chosen = mutations.filter(({ id, meta }) => enabled.has(id) && (meta.kinds?.includes(kind) ?? true));
  const removals: AppliedMutation[] = [];
  const withoutFields = removeFields(object, chosen, stored, removals);

  const { listField } = mirrorSetKinds[kind];
  const spec = fieldOf(withoutFields, 'spec');
  const list = fieldOf(spec, listField);
  if (!Array.isArray(list)) return { object: withoutFields as Value, mutations: removals, collisions: [] };
  const path = ['spec', listField];
  const { changed, collisions } = mutateEntries(list, path, valueAt(stored, path), new EntryMutator(chosen));
  if (changed.size === 0) return { object: withoutFields as Value, mutations: removals, collisions };
  const mutatedList = list.map((entry: Json, index) => changed.get(index)?.entry ?? entry);
  const all = [...changed.values()];
  return {
    object: { ...withoutFields, spec: { ...(spec as JsonObject), [listField]: mutatedList } } as Value,
    mutations: [
      ...all.flatMap(({ replacements }) => replacements),
      ...removals,
      ...all.flatMap((entry) => entry.removals),
    ],
    collisions,
  };
}

function removeFields(
  object: JsonObject,
  chosen: readonly Mutation[],
  stored: unknown,
  removals: AppliedMutation[],
): JsonObject {
  let result = object;
  for (const mutation of chosen) {
    if (mutation.target !== 'field') continue;
    const { before, without } = withoutField(result, mutation.field);
    if (before === undefined || isEqualJson(before, valueAt(stored, mutation.field))) continue;
    removals.push({
      mutation: mutation.id,
      op: 'remove',
      path: mutation.field,
      before,
      message: mutation.message,
    });
    result = without;
  }
  return result;
}

/** The object without the field, and the value of the field; `before` is undefined if it was absent. */
function withoutField(
  object: JsonObject,
  [name = '', ...rest]: readonly string[],
): { readonly before: Json | undefined; readonly without: JsonObject } {
  const value = fieldOf(object, name);
  if (rest.length > 0) {
    if (!isJsonObject(value)) return { before: undefined, without: object };
    const inner = withoutField(value, rest);
    return { before: inner.before, without: { ...object, [name]: inner.without } };
  }
  const { [name]: _removed, ...without } = object;
  return { before: value, without };
}

interface MutatedEntries {
  /** Changed entries by index, in the order of the list. */
  readonly changed: ReadonlyMap<number, MutatedEntry>;
  readonly collisions: readonly Collision[];
}

function mutateEntries(
  list: readonly Json[],
  path: FieldPath,
  stored: Json | undefined,
  mutator: EntryMutator,
): MutatedEntries {
  const changed = new Map<number, MutatedEntry>();
  for (const [index, entry] of list.entries()) {
    const mutated = isJsonObject(entry) ? mutator.mutate(entry, [...path, index]) : undefined;
    if (mutated !== undefined) changed.set(index, mutated);
  }
  if (changed.size === 0) return { changed, collisions: [] };
  const known = new Set(Array.isArray(stored) ? stored.map(keyOf) : []);
  for (const index of [...changed.keys()]) if (known.has(keyOf(list[index]))) changed.delete(index);
  return { changed, collisions: removeCollisions(list, path, changed) };
}

/** Drops the changes of entries that would equal a different entry. Equal entries stay equal. */
function removeCollisions(
  list: readonly Json[],
  path: FieldPath,
  changed: Map<number, MutatedEntry>,
): readonly Collision[] {
  if (changed.size === 0) return [];
  const indexesOf = Map.groupBy(list.keys(), (index) => keyOf(changed.get(index)?.entry ?? list[index]));
  const collisions: Collision[] = [];
  for (const indexes of indexesOf.values())
    for (const { index, other } of differentEntries(list, indexes)) {
      const mutated = changed.get(index);
      if (mutated === undefined) continue;
      collisions.push({ path: [...path, index], message: describeCollision(mutated, [...path, other]) });
      changed.delete(index);
    }
  return collisions;
}

/** Each of these entries with a different one of them; nothing if all are equal. */
function* differentEntries(
  list: readonly Json[],
  indexes: readonly number[],
): Iterable<{ readonly index: number; readonly other: number }> {
  if (indexes.length === 1) return;
  const [first = [], ...others] = Map.groupBy(indexes, (index) => keyOf(list[index])).values();
  const [other] = others.flat();
  const [firstIndex] = first;
  if (other === undefined || firstIndex === undefined) return;
  for (const index of first) yield { index, other };
  for (const index of others.flat()) yield { index, other: firstIndex };
}

function describeCollision({ replacements, removals }: MutatedEntry, other: FieldPath): string {
  const ids = new Set([...replacements, ...removals].map(({ mutation }) => mutation));
  return (
    `this entry is ${formatFieldPath(other)} again, apart from what mutations change ` +
    `(${[...ids].join(', ')}); each run of a tool that merges lists would append it once more. Write the ` +
    'entry as it is stored'
  );
}

/** The same key for deep-equal entries, independent of key order. */
function keyOf(entry: Json | undefined): string {
  return JSON.stringify(
    isJsonObject(entry) ? Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)) : entry,
  );
}
