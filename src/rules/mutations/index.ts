/**
 * Mutations: small, unambiguous changes that correct values which the API server would reject. The caller
 * passes the enabled mutations. docs/adr/0010-mutations.md lists the changes that are never made.
 */
export { mutations } from './catalogue/index.ts';
export { type PatchOperation, toJsonPatch, toJsonPointer } from './json-patch.ts';
export type { Mutation, MutationMeta, Repair } from './mutation.ts';
export { defaultMutations, type Repaired, repair } from './repair.ts';
