import { beforeAll } from '@jest/globals';
import { removeAllMirrorSets } from './mirror-sets.ts';

/** Each file starts without mirror sets, in any order of the files. */
beforeAll(removeAllMirrorSets);
