import { describe, expect, it } from '@jest/globals';
import { recommended } from '../../src/policy/enforcement.ts';
import { evaluateWrite } from '../../src/policy/evaluate-write.ts';
import { idms } from '../../src/rules/example.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { ruleThatReports } from '../support/outcomes.ts';

const { subject, facts } = stageExample(idms('a'));
const grave = ruleThatReports('no-a', [{ path: ['spec'], message: 'broken' }], { severity: 'deny' });

describe('evaluateWrite', () => {
  it('returns the decision with the outcomes that it is based on', () => {
    const evaluation = evaluateWrite(subject, {
      rules: [grave],
      enforcement: recommended,
      facts,
      host: 'cli',
    });
    expect(evaluation).toMatchObject({
      verdict: 'deny',
      findings: [{ rule: 'no-a', fix: 'Correct it.' }],
      outcomes: [{ status: 'failed' }],
    });
  });

  it('does not evaluate a rule that is off', () => {
    const enforcement = { ...recommended, levels: { 'no-a': 'off' as const } };
    expect(evaluateWrite(subject, { rules: [grave], enforcement, facts, host: 'cli' })).toEqual({
      verdict: 'allow',
      findings: [],
      outcomes: [],
    });
  });
});
