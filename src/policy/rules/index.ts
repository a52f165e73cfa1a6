// Written by `npm run generate`; edit what it is made from instead.
import type { AnyRule } from '../rule.ts';
import noScheme from './no-scheme.ts';
import noWildcardMirror from './no-wildcard-mirror.ts';

/** Every rule, by id. */
export const rules: readonly AnyRule[] = [noScheme, noWildcardMirror];
