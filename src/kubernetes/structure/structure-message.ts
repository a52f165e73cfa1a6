import type { Json } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';

/** `must be a list of strings, and is the string "a.io/x"`: what was expected, then what came. */
export function describeProblem(
  kind: MirrorSetKind,
  path: FieldPath,
  keyword: string,
  value: Json | undefined,
): string {
  if (keyword === 'required') return `is missing, and must be ${expected(kind, path)}`;
  // No path stands before it.
  if (path.length === 0) return `the object itself must be an object, and is ${describe(value)}`;
  return `must be ${expected(kind, path)}, and is ${describe(value)}`;
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
  source: 'a string that names a registry, an organisation or a repository',
  mirrors: 'a list of strings',
  mirrorSourcePolicy: 'NeverContactSource or AllowContactingSource, or left out',
};

/** What came, in words. */
export function describe(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value === '' ? 'the empty string' : `the string ${quote(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the boolean ${value}`;
  return Array.isArray(value) ? 'a list' : 'an object';
}
