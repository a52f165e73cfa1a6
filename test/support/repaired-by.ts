import type { JsonObject } from '../../src/domain/json.ts';
import type { ExampleObject } from '../../src/policy/example.ts';
import { type Mutation, repair } from '../../src/policy/mutations/index.ts';
import { deepFreeze } from './check.ts';

/** What one mutation alone makes of the object. */
export function repairedBy({ id }: Mutation, { kind, object }: ExampleObject): JsonObject {
  return repair(kind, deepFreeze(object), { enabled: new Set([id]) }).object;
}
