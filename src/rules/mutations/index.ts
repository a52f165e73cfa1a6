/**
 * Repairs: small, certain changes that turn what the API server would refuse into what the admin meant. Nothing here decides
 * whether to repair; who is asked hands in what is enabled. What is never repaired is listed in docs/adr/0010-mutations.md.
 */
export { mutations } from './catalogue/index.ts';
export { type PatchOperation, toJsonPatch, toJsonPointer } from './json-patch.ts';
export type { Mutation, MutationMeta, Repair } from './mutation.ts';
export { defaultMutations, type Repaired, repair } from './repair.ts';
