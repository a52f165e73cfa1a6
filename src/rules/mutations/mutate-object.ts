import { fieldOf, isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { mutations } from './catalogue/index.ts';
import { EntryMutator } from './entry-mutator.ts';
import type { AppliedMutation, Mutation } from './mutation.ts';

export interface MutatedObject<Value> {
  /** The same object if no mutation applied. */
  readonly object: Value;
  /** In the order of application: replacements, then removals from the end of each list. */
  readonly mutations: readonly AppliedMutation[];
}

/** The ids of the mutations that are on by default. */
export const defaultMutations: ReadonlySet<string> = new Set(
  mutations.filter(({ meta }) => meta.default === 'on').map(({ id }) => id),
);

/**
 * Applies the enabled mutations to an object of any shape; values with the wrong structure stay as they are.
 * Idempotent. Does not change the argument; the result shares the unchanged parts. Linear in the size of the
 * object; never throws.
 *
 * @param object an API object or anything else, as decoded from JSON
 * @param enabled ids of mutations; others are not applied
 */
export function mutateObject<Value>(
  kind: MirrorSetKind,
  object: Value,
  { enabled }: { readonly enabled: ReadonlySet<string> },
): MutatedObject<Value> {
  if (!isJsonObject(object)) return { object, mutations: [] };
  const chosen = mutations.filter(({ id, meta }) => enabled.has(id) && (meta.kinds?.includes(kind) ?? true));
  const removals: AppliedMutation[] = [];
  const withoutFields = removeFields(object, chosen, removals);

  const entries = new EntryMutator(chosen);
  const { listField } = mirrorSetKinds[kind];
  const spec = fieldOf(withoutFields, 'spec');
  const list = fieldOf(spec, listField);
  const mutatedList = mutateEntries(list, ['spec', listField], entries);
  const result =
    mutatedList === list
      ? withoutFields
      : { ...withoutFields, spec: { ...(spec as JsonObject), [listField]: mutatedList } };
  return { object: result as Value, mutations: [...entries.replacements, ...removals, ...entries.removals] };
}

function removeFields(
  object: JsonObject,
  chosen: readonly Mutation[],
  removals: AppliedMutation[],
): JsonObject {
  let result = object;
  for (const mutation of chosen) {
    if (mutation.acts !== 'on-fields') continue;
    const { before, without } = withoutField(result, mutation.field);
    if (before === undefined) continue;
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

function mutateEntries(list: Json | undefined, path: FieldPath, entries: EntryMutator): Json | undefined {
  if (!Array.isArray(list)) return list;
  const mutated = list.map((entry: Json, index) =>
    isJsonObject(entry) ? entries.mutate(entry, [...path, index]) : entry,
  );
  return mutated.every((entry, index) => entry === list[index]) ? list : mutated;
}
