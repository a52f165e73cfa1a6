import type { JsonObject } from '../../src/model/json.ts';
import type { ExampleObject } from '../../src/rules/example.ts';
import { type Mutation, mutateObject } from '../../src/rules/mutations/index.ts';
import { deepFreeze } from './check.ts';

/** The object after one mutation. */
export function applyMutation({ id }: Mutation, { kind, object }: ExampleObject): JsonObject {
  return mutateObject(kind, deepFreeze(object), { enabled: new Set([id]) }).object;
}
