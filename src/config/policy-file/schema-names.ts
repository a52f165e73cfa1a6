import type { FieldPath } from '../../model/text/field-path.ts';
import type { Schema } from './schema.ts';

/** The names that the mapping at a path may have, as the schema lists them; empty where it lists none. */
export function namesAllowedAt(schema: Schema, path: FieldPath): readonly string[] {
  let at = mappingOf(schema);
  for (const step of path)
    at = mappingOf(typeof step === 'number' ? at.items : (at.properties as Schema | undefined)?.[step]);
  return Object.keys((at.properties ?? {}) as Schema);
}

/** Of a setting, which may be a word as well, the mapping is meant. */
function mappingOf(schema: unknown): Schema {
  const { $ref, ...own } = (schema ?? {}) as Schema;
  if ($ref === '#/definitions/setting') return { properties: { level: {} } };
  return (own.then as Schema | undefined) ?? own;
}
