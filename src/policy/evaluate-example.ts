import type { ExampleCase } from '../rules/example.ts';
import type { AnyRule } from '../rules/rule.ts';
import { stageExample } from '../rules/stage-example.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedViolation } from './outcome.ts';

/** The findings of a rule for the write of an example. Throws if the rule cannot be evaluated. */
export function evaluateExample(rule: AnyRule, example: ExampleCase): readonly EvaluatedViolation[] {
  const { subject, facts, options } = stageExample(example);
  const [outcome] = evaluate([rule], {
    subjects: [subject],
    facts,
    host: rule.meta.hosts?.[0] ?? 'admission',
    reports: 'change',
    options: options && { [rule.id]: options },
  });
  if (outcome?.status === 'errored') throw outcome.error;
  if (outcome?.status === 'not-evaluated')
    throw new Error(`${rule.id} requires ${outcome.missing.map(({ fact }) => fact).join(', ')}`);
  return outcome?.status === 'failed' ? outcome.violations : [];
}
