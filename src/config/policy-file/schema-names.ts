import type { FieldPath } from '../../model/text/field-path.ts';
import type { Schema } from './schema.ts';

/** The property names that the schema lists for the mapping at a path; empty if it lists none. */
export function namesAllowedAt(schema: Schema, path: FieldPath): readonly string[] {
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
