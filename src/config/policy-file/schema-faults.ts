import type { CompiledValidator, ValidationError } from '../../kubernetes/structure/compiled-validator.ts';
import { isJsonObject, type Json, valueAt } from '../../model/json.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { nearestName } from '../../model/text/nearest-name.ts';
import { quote } from '../../model/text/quote.ts';
import type { PolicyFault } from './policy-problem.ts';
import type { Schema } from './schema.ts';

/** A compiled schema, and the data to suggest names. */
export interface CompiledSchema {
  readonly validate: CompiledValidator;
  readonly schema: Schema;
}

/** The schema errors of a value, without duplicates. */
export function findSchemaFaults(
  value: unknown,
  { validate, schema }: CompiledSchema,
): readonly PolicyFault[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).flatMap((error) => toFault(error, value, schema) ?? []);
}

function toFault(
  { instancePath, keyword, params, propertyName }: ValidationError,
  value: unknown,
  schema: Schema,
): PolicyFault | undefined {
  const path = toPath(instancePath, value);
  const given = valueAt(value, path);
  // The keyword `propertyNames` already reports the invalid name.
  if (propertyName !== undefined) return undefined;
  switch (keyword) {
    case 'additionalProperties':
      return unknownName(path, String(params.additionalProperty), schema);
    case 'propertyNames':
      return unknownName(path, String(params.propertyName), schema);
    case 'enum':
      return { path, message: outsideEnum(path, given, params.allowedValues as readonly Json[]) };
    case 'const':
      return { path, message: `must be ${show(params.allowedValue as Json)}, but is ${show(given)}` };
    case 'type':
      return {
        path,
        message: `must be ${typeNames[String(params.type)] ?? String(params.type)}, but is ${show(given)}`,
      };
    case 'required':
      return { path, message: `must have ${quote(String(params.missingProperty))}` };
    case 'minItems':
    case 'minProperties':
      return { path, message: 'must not be empty' };
    case 'pattern':
      return { path, message: patternText(path, given) };
    default:
      // A failed `if` adds no information, because its branch also reports the error.
      return undefined;
  }
}

const typeNames: Readonly<Record<string, string>> = { object: 'a mapping', array: 'a list', string: 'text' };

/** A longer list of names is not useful in a message. */
const maxListed = 16;

function unknownName(path: FieldPath, name: string, schema: Schema): PolicyFault {
  const known = namesAllowedAt(schema, path);
  const what =
    path.at(-1) === 'rules' ? 'a rule' : path.at(-1) === 'mutations' ? 'a mutation' : 'a field here';
  return { path: [...path, name], isAboutKey: true, message: `is not ${what}.${suggestion(name, known)}` };
}

function outsideEnum(path: FieldPath, given: Json | undefined, allowed: readonly Json[]): string {
  if (allowed.length <= maxListed)
    return `must be one of ${allowed.map(show).join(', ')}, but is ${show(given)}`;
  const names = allowed.filter((name) => typeof name === 'string');
  const expected = path.at(-2) === 'rules' ? 'a rule' : 'valid here';
  return `${show(given)} is not ${expected}.${typeof given === 'string' ? suggestion(given, names) : ''}`;
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return ` Did you mean ${quote(nearest)}?`;
  return known.length <= maxListed
    ? ` Valid ${known.length === 1 ? 'is' : 'are'} ${known.map(quote).join(', ')}.`
    : ' Run `mirrorguard rules` to list them.';
}

function patternText(path: FieldPath, given: Json | undefined): string {
  return path.includes('serviceAccounts')
    ? `must be namespace/name, but is ${show(given)}`
    : 'must not be empty';
}

function show(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
}

/** Converts a JSON pointer to a path; positions in lists become numbers. */
function toPath(pointer: string, value: unknown): FieldPath {
  const path: (string | number)[] = [];
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(value, path)) ? Number(name) : name);
  }
  return path;
}

/** The property names that the schema lists for the mapping at a path; empty if it lists none. */
function namesAllowedAt(schema: Schema, path: FieldPath): readonly string[] {
  let at = mappingOf(schema);
  for (const step of path)
    at = mappingOf(typeof step === 'number' ? at.items : (at.properties as Schema | undefined)?.[step]);
  return Object.keys((at.properties ?? {}) as Schema);
}

/** The schema of the mapping of a setting that can be a word or a mapping. */
function mappingOf(schema: unknown): Schema {
  const { $ref, ...own } = (schema ?? {}) as Schema;
  if ($ref === '#/definitions/setting') return { properties: { level: {} } };
  return (own.then as Schema | undefined) ?? own;
}
