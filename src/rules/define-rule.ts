import type { FactName } from '../model/facts.ts';
import type { AnyRule, ChangeRule, ObjectRule, StateRule } from './rule.ts';
import { defaultOptions, type RuleOptions } from './rule-options.ts';

/** The part of a rule that its author writes; the rest has defaults. */
type Definition<Rule, Required extends FactName, Used extends FactName> = Omit<
  Rule,
  'kind' | 'requires' | 'uses' | 'silentWithout' | 'defaultOptions'
> & {
  readonly requires?: readonly Required[];
  readonly uses?: readonly Used[];
  readonly silentWithout?: readonly NoInfer<Used>[];
};

/**
 * Defines a rule for one object. In `check`, `facts` contains the facts in `requires`, and those in `uses` if
 * they are known. `options` contains the values of `meta.options`.
 */
export function defineRule<
  const Required extends FactName = never,
  const Used extends FactName = never,
  const Options extends RuleOptions = Record<never, never>,
>(definition: Definition<ObjectRule<Required, Used, Options>, Required, Used>): AnyRule {
  return complete('object', definition);
}

/** Defines a rule for a cluster state. It always requires the stored mirror sets. */
export function defineStateRule<const Required extends FactName = never, const Used extends FactName = never>(
  definition: Definition<StateRule<Required, Used>, Required, Used>,
): AnyRule {
  return complete('state', definition);
}

/** Defines a rule for a change. It always requires the stored mirror sets. */
export function defineChangeRule<
  const Required extends FactName = never,
  const Used extends FactName = never,
>(definition: Definition<ChangeRule<Required, Used>, Required, Used>): AnyRule {
  return complete('change', definition);
}

function complete(
  kind: AnyRule['kind'],
  definition: { readonly requires?: readonly FactName[]; readonly meta: { readonly options?: RuleOptions } },
): AnyRule {
  const { requires = [], meta } = definition;
  return {
    uses: [],
    silentWithout: [],
    ...definition,
    kind,
    requires: kind === 'object' ? requires : ['mirrorSets', ...requires],
    defaultOptions: defaultOptions(meta.options),
  } as unknown as AnyRule;
}
