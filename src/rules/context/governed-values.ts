import { isValidLocation } from '../../model/location/location.ts';
import type { MirrorSet } from '../../model/mirror-set.ts';
import { memoize } from '../memoize.ts';
import { withoutTrailingSlashes } from './governance-scopes.ts';
import { type LocatedValue, walkValues } from './location-walk.ts';

/**
 * The sources and mirrors that the lists of a policy apply to, which are those that nodes can use. CRI-O
 * removes trailing slashes when it loads the file (DOMAIN 7.2). Values with trailing slashes are included,
 * because the API server stores them in an ImageContentSourcePolicy and no-trailing-slash can be off. No node
 * can use values that are malformed in other ways.
 */
export const governedValues = memoize((set: MirrorSet): readonly LocatedValue[] =>
  walkValues(set).filter(({ text, role }) => isValidLocation(withoutTrailingSlashes(text), role)),
);

/** The mirrors among them, except one that is equal to its source. */
export const governedMirrors = memoize((set: MirrorSet): readonly LocatedValue[] =>
  governedValues(set).filter(({ text, role, entry }) => role === 'mirror' && text !== entry.source),
);
