/**
 * Mutations: small, unambiguous changes that correct values which the API server would reject. The caller
 * passes the enabled mutations. docs/adr/0010-mutations.md lists the changes that are never made.
 */
export { mutations } from './catalog/index.ts';
export { type PatchOperation, toJsonPatch, toJsonPointer } from './json-patch.ts';
export { type Collision, defaultMutations, type MutatedObject, mutateObject } from './mutate-object.ts';
export type { AppliedMutation, Mutation } from './mutation.ts';
