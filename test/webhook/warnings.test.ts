import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/decide.ts';
import type { AppliedMutation } from '../../src/rules/mutations/index.ts';
import type { AdmissionDecision } from '../../src/webhook/decision.ts';
import { toWarnings } from '../../src/webhook/warnings.ts';

const finding = (message: string, others: Partial<Finding> = {}): Finding => ({
  rule: 'some-rule',
  category: 'pull',
  severity: 'warn',
  path: 'spec.imageDigestMirrors[0].source',
  message,
  fix: 'Mend it.',
  related: [],
  ...others,
});
const decision = (others: Partial<AdmissionDecision>): AdmissionDecision => ({
  verdict: 'allow',
  findings: [],
  mutations: [],
  patch: [],
  notEvaluated: [],
  ...others,
});
const warningsOf = (...findings: readonly Finding[]) => toWarnings('validate', decision({ findings }));
const mutationAt = (index: number): AppliedMutation => ({
  mutation: 'trim-whitespace',
  op: 'replace',
  path: ['spec', 'imageDigestMirrors', index, 'source'],
  before: ' a',
  after: 'a',
  message: 'removed whitespace: " a" is now "a"',
});

describe('warnings', () => {
  it('are the findings of level warn, each with its rule at the end', () => {
    expect(
      warningsOf(
        finding('refused', { severity: 'deny' }),
        finding('told'),
        finding('kept', { severity: 'audit' }),
      ),
    ).toEqual(['spec.imageDigestMirrors[0].source: told (some-rule)']);
  });

  it('begin with the message if they are about the whole object', () => {
    expect(warningsOf(finding('has no entries', { path: '' }))).toEqual(['has no entries (some-rule)']);
  });

  it('are shortened to 256 characters without losing the rule', () => {
    const [path, suffix] = ['spec.imageDigestMirrors[0].source: ', ' (some-rule)'];
    const room = 256 - path.length - suffix.length;
    expect(warningsOf(finding('x'.repeat(room)))).toEqual([`${path}${'x'.repeat(room)}${suffix}`]);
    const [cut = ''] = warningsOf(finding('x'.repeat(room + 1)));
    expect(cut).toHaveLength(256);
    expect(cut.endsWith('…'.concat(suffix))).toBe(true);
  });

  it('contain no control character and no lone surrogate, which the API server would drop', () => {
    const [warning = ''] = warningsOf(finding('a\u0000b\nc\u0085d\u2028e\ud800f'));
    expect(warning).toMatch(/a b c d e\ufffdf/);
  });

  it('have a bounded total length and count the omitted ones', () => {
    const warnings = warningsOf(...Array(100).fill(finding('x'.repeat(300))));
    expect(warnings.join('').length).toBeLessThanOrEqual(2300);
    expect(warnings.at(-1)).toBe(
      `and ${100 - warnings.length + 1} more warnings; run \`mirrorguard lint\` to list all of them`,
    );
  });

  it('of both stages fit into one response of the API server', () => {
    const findings = Array(100).fill(finding('x'.repeat(300)));
    const total = [
      ...toWarnings('mutate', decision({ findings })),
      ...toWarnings('validate', decision({ findings })),
    ].join('').length;
    expect(total).toBeLessThan(4096);
  });

  it('list up to three mutations of a kind and summarize more', () => {
    const of = (count: number) =>
      toWarnings(
        'mutate',
        decision({ mutations: Array.from({ length: count }, (_, index) => mutationAt(index)) }),
      );
    expect(of(3)).toHaveLength(3);
    expect(of(4)).toEqual([
      'changed 4 values, the first at spec.imageDigestMirrors[0].source: removed whitespace: " a" is now "a" (trim-whitespace)',
    ]);
  });

  it('end with the rollout line of level audit if the write is allowed', () => {
    const summary = finding('reload only: 1 source added', {
      severity: 'audit',
      path: '',
      rule: 'rollout-reload',
      tellsRollout: true,
    });
    expect(warningsOf(summary, finding('told'))).toEqual([
      'spec.imageDigestMirrors[0].source: told (some-rule)',
      'reload only: 1 source added (rollout-reload)',
    ]);
    expect(toWarnings('validate', decision({ verdict: 'deny', findings: [summary] }))).toEqual([]);
  });

  it('have the rollout line once if its level is warn', () => {
    const summary = finding('drains every node', { path: '', rule: 'rollout-drain', tellsRollout: true });
    expect(warningsOf(summary)).toEqual(['drains every node (rollout-drain)']);
  });

  it('group the rules that one missing fact left unevaluated, after all others', () => {
    const unchecked = (rule: string, fact: string) =>
      finding(`could not be checked: ${fact} are not known`, { path: '', rule, isUnchecked: true });
    const findings = [
      unchecked('no-a', 'nodes'),
      unchecked('no-b', 'nodes'),
      unchecked('no-c', 'nodes'),
      unchecked('no-d', 'nodes'),
    ];
    expect(warningsOf(...findings, unchecked('no-e', 'pools'), finding('told'))).toEqual([
      'spec.imageDigestMirrors[0].source: told (some-rule)',
      'could not be checked: nodes are not known (no-a, no-b, and 2 more rules)',
      'could not be checked: pools are not known (no-e)',
    ]);
    const both = unchecked('no-f', 'nodes');
    expect(
      warningsOf(unchecked('no-a', 'nodes'), { ...both, message: `${both.message}; pools are not known` }),
    ).toEqual(['could not be checked: nodes are not known (no-a, no-f)']);
  });
});
