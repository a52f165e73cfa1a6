import type { Json } from '../model/json.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { AdmissionSettings } from '../webhook/ports.ts';
import { type Digest, digestOf } from './canonical-json.ts';

const known = new WeakMap<AdmissionSettings, Digest>();

/**
 * Identifies the rules and all settings that a verdict depends on: equal in replicas of the same version
 * and policy. Computed once per settings object, which never changes.
 */
export function policyDigest(rules: readonly AnyRule[], settings: AdmissionSettings): Digest {
  const cached = known.get(settings);
  if (cached !== undefined) return cached;
  const digest = digestOf({ rules: rules.map(({ id }) => id).sort(), settings: settingsJson(settings) });
  known.set(settings, digest);
  return digest;
}

/** The settings as JSON: sets, which have no order, are sorted lists. */
export function settingsJson(settings: AdmissionSettings): Json {
  const text = JSON.stringify(settings, (_key, part: unknown) =>
    part instanceof Set ? [...part].sort() : part,
  );
  return JSON.parse(text) as Json;
}
