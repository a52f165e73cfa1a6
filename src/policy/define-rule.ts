import type { FactName } from '../domain/facts.ts';
import type { AnyRule, Rule } from './rule.ts';

type Definition<Needed extends FactName, Used extends FactName> = Omit<Rule<Needed, Used>, 'needs' | 'uses'> & {
  readonly needs?: readonly Needed[];
  readonly uses?: readonly Used[];
};

/** Gives a rule its types: `facts` in `check` holds what `needs` names, and what `uses` names if it is known. */
export function defineRule<const Needed extends FactName = never, const Used extends FactName = never>(
  definition: Definition<Needed, Used>,
): AnyRule {
  return { needs: [], uses: [], ...definition } as unknown as AnyRule;
}
