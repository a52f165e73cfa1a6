import type { Json } from '../model/json.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { AdmissionSettings } from '../webhook/settings.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Digest, toDigest } from './digest.ts';

const known = new WeakMap<AdmissionSettings, Digest>();

/**
 * Names what was enforced: the ids of the rules, and every setting that a verdict depends on. The same in every replica that
 * has the same version and policy. Made once for each settings object, which is never changed in place.
 */
export function policyDigest(rules: readonly AnyRule[], settings: AdmissionSettings): Digest {
  const made = known.get(settings);
  if (made !== undefined) return made;
  const digest = toDigest(
    canonicalJson({ rules: rules.map(({ id }) => id).sort(), settings: toJson(settings) }),
  );
  known.set(settings, digest);
  return digest;
}

/** Settings are data, with sets here and there; a set has no order of its own. */
function toJson(value: unknown): Json {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Set ? [...part].sort() : part,
  );
  return JSON.parse(text) as Json;
}
