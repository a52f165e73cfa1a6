import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'schema');

/** Compiles a published schema. The validator also rejects fields that the schema does not define. */
export function closedSchema(file: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(closed(schema) as object);
}

function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const members = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  return 'properties' in members ? { ...members, additionalProperties: false } : members;
}
