import { isEqualJson, isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { type FieldPath, isAtOrBelow, parseFieldPath } from '../../model/text/field-path.ts';
import { evaluatedKind } from '../intended-kind.ts';
import type { Filler } from './fillers.ts';

/** The domain of the registries that replace values with placeholders. RFC 2606 reserves `.invalid`. */
export const unfilledDomain = 'placeholder.invalid';

export interface FilledObject {
  /** Identical to the given object if nothing is filled in. */
  readonly object: JsonObject;
  /** The fields whose values are still not known. */
  readonly unfilled: readonly FieldPath[];
}

/**
 * The object with the default values of Template parameters. A source or mirror whose value is still not
 * known becomes a registry of `placeholder.invalid`.
 */
export function fillObject(object: JsonObject, fillers: readonly Filler[]): FilledObject {
  if (fillers.length === 0) return { object, unfilled: [] };
  const filled = mapTexts(object, [], (text) => withDefaults(text, fillers)) as JsonObject;
  const kind = evaluatedKind(filled);
  const unfilled: FieldPath[] = [];
  const replaced = mapTexts(filled, [], (text, path) => {
    if (!hasPlaceholder(text, fillers) || !isEvaluated(filled, path)) return text;
    unfilled.push(path);
    return kind === undefined ? text : replacementFor(text, path);
  });
  const known = withoutUnknownFields(replaced as JsonObject, unfilled);
  return { object: isEqualJson(known, object) ? object : known, unfilled };
}

/** Whether a finding is about a value that is not known, and can be wrong for the value that is filled in. */
export function dependsOnUnfilled(
  { unfilled = [] }: { readonly unfilled?: readonly FieldPath[] },
  { path, message }: { readonly path: string; readonly message: string },
): boolean {
  if (message.includes(`.${unfilledDomain}`)) return true;
  const steps = parseFieldPath(path);
  return unfilled.some((one) => isAtOrBelow(steps, one));
}

/** Of other kinds, files of MachineConfigs and images of catalogs are evaluated. */
function isEvaluated(object: JsonObject, path: FieldPath): boolean {
  if (evaluatedKind(object) === undefined)
    return (
      (object.kind === 'MachineConfig' && path.at(-1) === 'source' && path.includes('files')) ||
      (object.kind === 'CatalogSource' && path.at(-1) === 'image')
    );
  const [first, second] = path;
  return first === 'spec' || (first === 'metadata' && second === 'name');
}

function hasPlaceholder(text: string, fillers: readonly Filler[]): boolean {
  return fillers.some(({ placeholder, parameters }) =>
    [...text.matchAll(placeholder)].some(
      ([, name, whole = '']) => parameters === undefined || parameters.has(name ?? whole),
    ),
  );
}

/** `oc process` inserts the value of `${{NAME}}` as JSON if the placeholder is the whole value. */
function withDefaults(text: string, fillers: readonly Filler[]): Json {
  const json = /^\$\{\{(\w+)\}\}$/.exec(text)?.[1];
  let filled = text;
  for (const { placeholder, parameters } of fillers) {
    if (parameters === undefined) continue;
    const value = json === undefined ? undefined : parameters.get(json);
    if (value !== undefined) return parseValue(value);
    filled = filled.replace(placeholder, (written, name: string) => parameters.get(name) ?? written);
  }
  return filled;
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function mapTexts(value: Json, path: FieldPath, map: (text: string, path: FieldPath) => Json): Json {
  if (typeof value === 'string') return map(value, path);
  if (Array.isArray(value)) return value.map((one: Json, index) => mapTexts(one, [...path, index], map));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, mapTexts(child, [...path, name], map)]),
  );
}

/** Names stay as written, because messages show them. */
function replacementFor(text: string, path: FieldPath): Json {
  const field = path.at(-1);
  if (path[0] === 'metadata' || field === 'mirrorSourcePolicy') return text;
  const label = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, maxLabel)
    .replaceAll(/^-|-$/g, '');
  const replacement = `${label === '' ? 'value' : label}.${unfilledDomain}`;
  return field === 'mirrors' ? [replacement] : replacement;
}

/** Short enough to stay whole in every message. */
const maxLabel = 24;

/**
 * Without its policy, an entry cannot be compared with others. Without one of its elements, nothing is known
 * about allowedRegistries.
 */
function withoutUnknownFields(object: JsonObject, unfilled: FieldPath[]): JsonObject {
  let known: Json = object;
  for (const [index, path] of unfilled.entries()) {
    const at = path.indexOf('allowedRegistries');
    if (at !== -1) {
      unfilled[index] = path.slice(0, at + 1);
      known = update(known, path.slice(0, at + 1), () => undefined) as Json;
    } else if (path.at(-1) === 'mirrorSourcePolicy') {
      known = update(known, path.slice(0, -1), withoutPolicy) as Json;
    }
  }
  return known as JsonObject;
}

function withoutPolicy(entry: Json): Json {
  if (!isJsonObject(entry)) return entry;
  const { mirrorSourcePolicy: policy = '', ...others } = entry;
  return { ...others, source: replacementFor(`policy ${policy}`, ['source']) };
}

function update(value: Json, [step, ...rest]: FieldPath, change: (value: Json) => Json | undefined): Json {
  if (step === undefined) return change(value) as Json;
  if (Array.isArray(value))
    return value.map((one: Json, index) => (index === step ? update(one, rest, change) : one));
  if (!isJsonObject(value)) return value;
  const changed = Object.entries(value).map(
    ([name, child]) => [name, name === step ? update(child, rest, change) : child] as const,
  );
  return Object.fromEntries(changed.filter(([, child]) => child !== undefined));
}
