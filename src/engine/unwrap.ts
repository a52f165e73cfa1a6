import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../model/json.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/** Kinds that carry whole API objects to apply elsewhere, and where. Lists are known by their shape. */
const wrappers: Readonly<Record<string, FieldPath>> = {
  SelectorSyncSet: ['spec', 'resources'],
  SyncSet: ['spec', 'resources'],
  ManifestWork: ['spec', 'workload', 'manifests'],
};

export interface Unwrapped {
  readonly object: JsonObject;
  readonly within: FieldPath;
}

/**
 * The API objects in a document: itself, or what a List or another wrapper carries, at any depth. A bare list counts too: it is what
 * `jq .items` makes of a List. Never throws.
 */
export function unwrap(value: unknown, within: FieldPath = []): readonly Unwrapped[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => unwrap(element, [...within, index]));
  if (!isJsonObject(value)) return [];
  const listPath = carriedBy(value);
  const carried = listPath === undefined ? undefined : valueAt(value, listPath);
  if (listPath === undefined || !Array.isArray(carried)) return [{ object: value, within }];
  return carried.flatMap((element, index) =>
    unwrap(withKindOf(value, element), [...within, ...listPath, index]),
  );
}

/** Elements of a typed list need not say what they are: clients take it from the list. */
function withKindOf(list: JsonObject, element: unknown): unknown {
  const { apiVersion, kind } = list;
  if (
    !isJsonObject(element) ||
    element.kind !== undefined ||
    typeof kind !== 'string' ||
    typeof apiVersion !== 'string'
  )
    return element;
  const kindOfElements = kind.replace(/List$/, '');
  return kindOfElements === kind || kindOfElements === ''
    ? element
    : { apiVersion, kind: kindOfElements, ...element };
}

function carriedBy(object: JsonObject): FieldPath | undefined {
  const kind = fieldOf(object, 'kind');
  if (typeof kind !== 'string') return undefined;
  return kind.endsWith('List') ? ['items'] : Object.hasOwn(wrappers, kind) ? wrappers[kind] : undefined;
}
