import { enforcedSeverity, type Level } from '../../policy/enforcement.ts';
import type { Policy } from '../../policy/policy.ts';
import { compilePolicy, type GivenPolicy } from '../../policy/policy.ts';
import type { AnyRule } from '../../rules/rule.ts';
import { type GivenOptions, requiredOptions } from '../../rules/rule-options.ts';

/** How a rule is enforced in the end, and because of what. */
export interface EffectiveRule {
  readonly rule: string;
  /** `unset`: it has options without a default, and the policy does not set them. */
  readonly level: Level | 'unset';
  /** Where the level comes from. */
  readonly from: 'rule' | 'preset' | 'policy';
  readonly options?: GivenOptions;
}

/** Every rule under a policy, in the order of the catalogue. */
export function effectiveRules(
  rules: readonly AnyRule[],
  given: GivenPolicy,
  { enforcement }: Policy,
): readonly EffectiveRule[] {
  const { levels: ofPreset } = compilePolicy(
    { ...(given.preset === undefined ? {} : { preset: given.preset }) },
    rules,
  ).enforcement;
  const { levels: ofPolicy } = compilePolicy({ rules: given.rules ?? {} }, rules).enforcement;
  return rules.map((rule) => {
    const { id, meta, defaultOptions } = rule;
    const severity = enforcedSeverity(enforcement.levels[id], meta.severity);
    const options = enforcement.options?.[id] ?? defaultOptions;
    const isUnset = options === undefined && requiredOptions(meta.options).length > 0;
    return {
      rule: id,
      level: isUnset ? 'unset' : severity === undefined ? 'off' : severity === 'audit' ? 'audit' : severity,
      from: ofPolicy[id] !== undefined ? 'policy' : ofPreset[id] !== undefined ? 'preset' : 'rule',
      ...(meta.options === undefined || options === undefined ? {} : { options }),
    };
  });
}
