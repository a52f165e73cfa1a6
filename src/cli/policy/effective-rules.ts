import { type Enforcement, enforcedSeverity, type Level } from '../../policy/enforcement.ts';
import type { Policy } from '../../policy/policy.ts';
import { compilePolicy, type GivenPolicy } from '../../policy/policy.ts';
import type { AnyRule } from '../../rules/rule.ts';
import { type GivenOptions, requiredOptions } from '../../rules/rule-options.ts';

type Levels = Enforcement['levels'];

/** The level of a rule under a policy, and the origin of the level. */
export interface EffectiveRule {
  readonly rule: string;
  /** `unset`: the rule has options without a default, and the policy does not set them. */
  readonly level: Level | 'unset';
  readonly from: 'rule' | 'preset' | 'policy';
  readonly options?: GivenOptions;
}

/** Every rule under a policy, in the order of the catalog. */
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
    const options = enforcement.options?.[id] ?? defaultOptions;
    const isUnset = options === undefined && requiredOptions(meta.options).length > 0;
    return {
      rule: id,
      level: isUnset ? 'unset' : (enforcedSeverity(enforcement.levels[id], meta.severity) ?? 'off'),
      from: originOf(id, ofPolicy, ofPreset),
      ...(meta.options === undefined || options === undefined ? {} : { options }),
    };
  });
}

function originOf(id: string, ofPolicy: Levels, ofPreset: Levels): EffectiveRule['from'] {
  if (ofPolicy[id] !== undefined) return 'policy';
  return ofPreset[id] !== undefined ? 'preset' : 'rule';
}
