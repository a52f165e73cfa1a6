import { describe, expect, it } from '@jest/globals';
import { decide } from '../../src/policy/decide.ts';
import { type Enforcement, recommended } from '../../src/policy/enforcement.ts';
import type { Outcome } from '../../src/policy/outcome.ts';
import type { Severity, Violation } from '../../src/rules/finding.ts';
import { ruleThatReports } from '../support/outcomes.ts';

const object = { kind: 'ImageDigestMirrorSet', name: 'a' };

function failed(id: string, severity: Severity, ...violations: readonly Partial<Violation>[]): Outcome {
  const complete = violations.map((violation) => ({
    object,
    path: ['spec'],
    message: 'broken',
    ...violation,
  }));
  return { status: 'failed', rule: ruleThatReports(id, complete, { severity }), violations: complete };
}

const withLevel = (id: string, level: Enforcement['levels'][string]): Enforcement => ({
  ...recommended,
  levels: { [id]: level },
});

describe('decide', () => {
  it('denies if a finding has severity deny, and allows otherwise', () => {
    expect(decide([failed('no-a', 'deny', {})], recommended).verdict).toBe('deny');
    expect(decide([failed('no-a', 'warn', {}), failed('no-b', 'audit', {})], recommended).verdict).toBe(
      'allow',
    );
    expect(decide([], recommended)).toEqual({ verdict: 'allow', findings: [] });
  });

  it('sorts findings by severity, then rule, then position in the document', () => {
    const at = (index: number) => ({ path: ['spec', 'list', index] });
    const outcomes = [
      failed('no-z', 'deny', {}),
      failed('no-a', 'warn', at(10), at(2)),
      failed('no-b', 'deny', {}),
    ];
    expect(decide(outcomes, recommended).findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'no-b spec',
      'no-z spec',
      'no-a spec.list[2]',
      'no-a spec.list[10]',
    ]);
  });

  it('returns the same bytes for any order of outcomes', () => {
    const outcomes = [failed('no-a', 'warn', {}), failed('no-b', 'deny', {}), failed('no-c', 'audit', {})];
    expect(JSON.stringify(decide(outcomes.toReversed(), recommended))).toBe(
      JSON.stringify(decide(outcomes, recommended)),
    );
  });

  it('uses a higher or lower severity from the configuration', () => {
    expect(decide([failed('no-a', 'warn', {})], withLevel('no-a', 'deny')).verdict).toBe('deny');
    expect(decide([failed('no-a', 'deny', {})], withLevel('no-a', 'warn')).findings).toMatchObject([
      { severity: 'warn' },
    ]);
    expect(decide([failed('no-a', 'deny', {})], withLevel('no-a', 'audit')).findings).toMatchObject([
      { severity: 'audit' },
    ]);
    expect(decide([failed('no-a', 'deny', {})], withLevel('no-a', 'off')).findings).toEqual([]);
  });

  it('does not raise findings of lower severity with the rule', () => {
    expect(decide([failed('no-a', 'warn', { severity: 'audit' })], withLevel('no-a', 'deny'))).toMatchObject({
      verdict: 'allow',
      findings: [{ severity: 'audit' }],
    });
    expect(
      decide([failed('no-a', 'deny', { severity: 'warn' })], withLevel('no-a', 'audit')).findings,
    ).toMatchObject([{ severity: 'audit' }]);
  });

  it('reports a rule that could not be evaluated with the configured severity, but at most that of the rule', () => {
    const outcome = (severity: Severity): Outcome => ({
      status: 'not-evaluated',
      rule: ruleThatReports('no-a', [], { severity }),
      missing: [{ fact: 'clusterVersion', reason: 'was not given' }],
    });
    const strict: Enforcement = { ...recommended, onNotEvaluated: 'deny' };
    expect(decide([outcome('deny')], recommended)).toMatchObject({
      verdict: 'allow',
      findings: [
        { severity: 'warn', path: '', message: 'could not be checked: clusterVersion was not given' },
      ],
    });
    expect(decide([outcome('deny')], strict).verdict).toBe('deny');
    expect(decide([outcome('warn')], strict).findings).toMatchObject([{ severity: 'warn' }]);
    expect(decide([outcome('audit')], strict).findings).toMatchObject([{ severity: 'audit' }]);
  });

  it('reports that a rule failed, and requests a bug report', () => {
    const outcome: Outcome = {
      status: 'errored',
      rule: ruleThatReports('no-a', [], { severity: 'deny' }),
      error: new Error('oops'),
    };
    expect(decide([outcome], { ...recommended, onError: 'deny' })).toMatchObject({
      verdict: 'deny',
      findings: [{ message: expect.stringContaining('(oops)') }],
    });
  });

  it('sorts findings that the rule lists first to the start of their severity', () => {
    const first = (id: string, severity: Severity): Outcome => {
      const violations = [{ object, path: ['spec'], message: 'broken' }];
      return {
        status: 'failed',
        rule: ruleThatReports(id, violations, { severity, isListedFirst: true }),
        violations,
      };
    };
    const outcomes = [failed('no-a', 'warn', {}), first('no-z', 'warn'), failed('no-d', 'deny', {})];
    expect(decide(outcomes, recommended).findings.map(({ rule }) => rule)).toEqual(['no-d', 'no-z', 'no-a']);
  });

  it('sorts rules that were not evaluated to the end of their severity', () => {
    const unchecked: Outcome = {
      status: 'not-evaluated',
      rule: ruleThatReports('no-a', [], { severity: 'warn', isListedFirst: true }),
      missing: [{ fact: 'imageConfig', reason: 'are not known' }],
    };
    const { findings } = decide(
      [unchecked, failed('no-b', 'warn', {}), failed('no-c', 'audit', {})],
      recommended,
    );
    expect(findings.map(({ rule, isUnchecked }) => [rule, isUnchecked])).toEqual([
      ['no-b', undefined],
      ['no-a', true],
      ['no-c', undefined],
    ]);
  });
});
