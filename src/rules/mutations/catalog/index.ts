// Written by `npm run generate`; edit the sources instead.
import type { Mutation } from '../mutation.ts';
import removeDuplicateIcspMirror from './remove-duplicate-icsp-mirror.ts';
import removeDuplicateMirror from './remove-duplicate-mirror.ts';
import removeFinalSource from './remove-final-source.ts';
import removeHttps from './remove-https.ts';
import removeNamespace from './remove-namespace.ts';
import removeStatus from './remove-status.ts';
import removeTrailingSlash from './remove-trailing-slash.ts';
import trimWhitespace from './trim-whitespace.ts';

/** Every mutation, by id. */
export const mutations: readonly Mutation[] = [
  removeDuplicateIcspMirror,
  removeDuplicateMirror,
  removeFinalSource,
  removeHttps,
  removeNamespace,
  removeStatus,
  removeTrailingSlash,
  trimWhitespace,
];
