import { defineRule } from '../../src/rules/define-rule.ts';
import { idms } from '../../src/rules/example.ts';
import type { Violation } from '../../src/rules/finding.ts';
import type { AnyRule, RuleMeta } from '../../src/rules/rule.ts';

const meta: RuleMeta = {
  category: 'pull',
  domain: [],
  summary: 'A law.',
  why: 'Because.',
  fix: 'Correct it.',
  severity: 'warn',
  since: '0.1.0',
  examples: { valid: [idms('a')], invalid: [idms('a')] },
};

/** A rule that always reports these violations. */
export function ruleThatReports(
  id: string,
  violations: readonly Violation[],
  overrides: Partial<RuleMeta> = {},
): AnyRule {
  return defineRule({ id, meta: { ...meta, ...overrides }, check: () => violations });
}
