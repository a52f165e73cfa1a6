import type { MissingFact, Outcome } from '../policy/outcome.ts';

/** A missing fact with the rules that could not be evaluated without it. */
export interface UnknownFact extends MissingFact {
  readonly rules: readonly string[];
}

export function listUnknownFacts(outcomes: readonly Outcome[]): readonly UnknownFact[] {
  const lacks = outcomes.flatMap((outcome) =>
    outcome.status === 'not-evaluated'
      ? outcome.missing.map((missing) => ({ ...missing, rule: outcome.rule.id }))
      : [],
  );
  return [...Map.groupBy(lacks, ({ fact }) => fact).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ fact: first.fact, reason: first.reason, rules: [...new Set(group.map(({ rule }) => rule))] }];
  });
}
