import type { Json } from '../model/json.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { AdmissionSettings } from '../webhook/ports.ts';
import { type Digest, digestOf } from './canonical-json.ts';

const known = new WeakMap<AdmissionSettings, Digest>();

/**
 * Identifies the rules and all settings that a decision depends on. Replicas with the same version and policy
 * have the same digest. Computed once per settings object, which is immutable.
 */
export function policyDigest(rules: readonly AnyRule[], settings: AdmissionSettings): Digest {
  const cached = known.get(settings);
  if (cached !== undefined) return cached;
  const digest = digestOf({ rules: rules.map(({ id }) => id).sort(), settings: settingsJson(settings) });
  known.set(settings, digest);
  return digest;
}

/** The settings as JSON. Sets have no order, so they become sorted lists. */
export function settingsJson(settings: AdmissionSettings): Json {
  const text = JSON.stringify(settings, (_key, part: unknown) =>
    part instanceof Set ? [...part].sort() : part,
  );
  return JSON.parse(text) as Json;
}
