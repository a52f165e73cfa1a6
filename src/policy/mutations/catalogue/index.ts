// Written by `npm run generate`; edit what it is made from instead.
import type { Mutation } from '../mutation.ts';
import trimWhitespace from './trim-whitespace.ts';

/** Every mutation, by id. */
export const mutations: readonly Mutation[] = [trimWhitespace];
