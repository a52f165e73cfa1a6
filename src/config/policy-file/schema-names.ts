import type { FieldPath } from '../../domain/field-path.ts';
import { policySchema, type Schema } from './schema.ts';

/** The names that a mapping of the policy may have, as the schema lists them; empty where it lists none. */
export function namesAllowedAt(path: FieldPath): readonly string[] {
  let schema = mappingOf(policySchema({ style: 'described' }));
  for (const step of path) schema = mappingOf(typeof step === 'number' ? schema.items : (schema.properties as Schema | undefined)?.[step]);
  return Object.keys((schema.properties ?? {}) as Schema);
}

/** Of a setting, which may be a word as well, the mapping is meant. */
function mappingOf(schema: unknown): Schema {
  const { $ref, ...own } = (schema ?? {}) as Schema;
  if ($ref === '#/definitions/setting') return { properties: { level: {} } };
  return (own.then as Schema | undefined) ?? own;
}
