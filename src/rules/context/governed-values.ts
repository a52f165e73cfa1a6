import { isValidLocation } from '../../model/location/location.ts';
import type { MirrorSet } from '../../model/mirror-set.ts';
import { foundOnce } from '../found-once.ts';
import { withoutTrailingSlashes } from './governance-scopes.ts';
import { type LocatedValue, walkValues } from './location-walk.ts';

/**
 * Sources and mirrors that lists of a policy judge: what the nodes would use. They cut trailing slashes when they load the file
 * (DOMAIN 7.2), so such a value counts, even where the rule about its form was turned down: ImageContentSourcePolicies have no
 * pattern that would refuse it. What is malformed in other ways works nowhere.
 */
export const governedValues = foundOnce((set: MirrorSet): readonly LocatedValue[] =>
  walkValues(set).filter(({ text, role }) => isValidLocation(withoutTrailingSlashes(text), role)),
);

/** Of these the mirrors. One that repeats its source leads nowhere else. */
export const governedMirrors = foundOnce((set: MirrorSet): readonly LocatedValue[] =>
  governedValues(set).filter(({ text, role, entry }) => role === 'mirror' && text !== entry.source),
);
