import type { Json } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { nearestName } from '../../model/text/nearest-name.ts';
import { quote } from '../../model/text/quote.ts';

/**
 * `mirrors must be a list of strings, but is the string "a.io/x"`: the field, the expected value, the actual
 * value.
 */
export function describeProblem(
  kind: MirrorSetKind,
  path: FieldPath,
  keyword: string,
  value: Json | undefined,
): string {
  if (path.length === 0) return `the manifest must be an object, but is ${describe(value)}`;
  const actual = keyword === 'required' ? 'missing' : describe(value);
  return `${fieldName(path)} must be ${expected(kind, path)}, but is ${actual}${suggestion(path, value)}`;
}

const policies = ['NeverContactSource', 'AllowContactingSource'];

/** A suggestion for a wrong letter case or up to a few wrong letters. */
function suggestion(path: FieldPath, value: Json | undefined): string {
  if (path.at(-1) !== 'mirrorSourcePolicy' || typeof value !== 'string') return '';
  const near =
    nearestName(value, policies) ?? policies.find((policy) => policy.startsWith(value) && value.length > 3);
  return near === undefined ? '' : `. Did you mean ${near}?`;
}

/** The last field of the path, with its index: `mirrors[1]`. */
function fieldName(path: FieldPath): string {
  return formatFieldPath(path.slice(typeof path.at(-1) === 'number' ? -2 : -1));
}

function expected(kind: MirrorSetKind, path: FieldPath): string {
  const last = path.at(-1) ?? '';
  if (typeof last === 'number')
    return path.at(-2) === 'mirrors' ? 'a string' : 'an object with source and mirrors';
  if (last === mirrorSetKinds[kind].listField) return 'a list of objects, each with source and mirrors';
  return expectedByField[last] ?? 'of another type';
}

const expectedByField: Readonly<Record<string, string>> = {
  metadata: 'an object',
  name: 'a string',
  generateName: 'a string',
  labels: 'an object of strings',
  annotations: 'an object of strings',
  spec: 'an object',
  source: 'a string that names a registry, an organization or a repository',
  mirrors: 'a list of strings',
  mirrorSourcePolicy: 'NeverContactSource or AllowContactingSource, or omitted',
};

/** Describes a value in a message. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value === '' ? 'the empty string' : `the string ${quote(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the boolean ${value}`;
  return Array.isArray(value) ? 'a list' : 'an object';
}
