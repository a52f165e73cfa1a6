import { isEqualJson, isJsonObject, type Json } from '../model/json.ts';

/** One setting that differs. null: the setting is absent. */
export interface PolicyChange {
  /** `enforcement.levels.no-wildcard-mirror`, `enforcement.exemptions[team-a].expires` */
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

/**
 * The settings that differ, sorted by path. Lists of named objects are compared by name, other lists as a
 * whole.
 */
export function policyDifference(before: Json, after: Json): readonly PolicyChange[] {
  return [...differences('', before, after)];
}

function* differences(path: string, before: Json, after: Json): Generator<PolicyChange> {
  if (isEqualJson(before, after)) return;
  const [old, next] = [membersOf(before), membersOf(after)];
  if (old === undefined || next === undefined) {
    yield { path, before, after };
    return;
  }
  const isList = Array.isArray(before);
  for (const key of [...new Set([...old.keys(), ...next.keys()])].sort()) {
    const inside = isList ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${key}`;
    yield* differences(inside, old.get(key) ?? null, next.get(key) ?? null);
  }
}

/** The members of an object, or of a list of named objects. */
function membersOf(value: Json): ReadonlyMap<string, Json> | undefined {
  if (isJsonObject(value))
    return new Map(Object.entries(value).map(([key, member]) => [key, member ?? null]));
  if (!Array.isArray(value)) return undefined;
  const named = value.flatMap((element): readonly [string, Json][] =>
    isJsonObject(element) && typeof element.name === 'string' ? [[element.name, element]] : [],
  );
  return named.length === value.length ? new Map(named) : undefined;
}
