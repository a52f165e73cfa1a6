import type { FactName } from '../model/facts.ts';
import type { AnyRule, Rule } from './rule.ts';
import { defaultOptions, type RuleOptions } from './rule-options.ts';

type Definition<Needed extends FactName, Used extends FactName, Options extends RuleOptions> = Omit<
  Rule<Needed, Used, Options>,
  'requires' | 'uses' | 'defaultOptions'
> & {
  readonly requires?: readonly Needed[];
  readonly uses?: readonly Used[];
};

/**
 * Gives a rule its types: `facts` in `check` holds what `requires` names, and what `uses` names if it is known; `options` the values
 * of `meta.options`.
 */
export function defineRule<
  const Needed extends FactName = never,
  const Used extends FactName = never,
  const Options extends RuleOptions = Record<never, never>,
>(definition: Definition<Needed, Used, Options>): AnyRule {
  return {
    requires: [],
    uses: [],
    ...definition,
    defaultOptions: defaultOptions(definition.meta.options),
  } as unknown as AnyRule;
}
