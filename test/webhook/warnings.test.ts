import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/decide.ts';
import type { Repair } from '../../src/rules/mutations/index.ts';
import type { Ruling } from '../../src/webhook/ruling.ts';
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
const ruling = (others: Partial<Ruling>): Ruling => ({
  verdict: 'allow',
  findings: [],
  repairs: [],
  patch: [],
  notEvaluated: [],
  ...others,
});
const warningsOf = (...findings: readonly Finding[]) => toWarnings('validate', ruling({ findings }));
const repairAt = (index: number): Repair => ({
  mutation: 'trim-whitespace',
  op: 'replace',
  path: ['spec', 'imageDigestMirrors', index, 'source'],
  before: ' a',
  after: 'a',
  message: 'removed whitespace: " a" is now "a"',
});

describe('warnings', () => {
  it('are the findings that neither refuse nor only inform, each with its rule at the end', () => {
    expect(
      warningsOf(
        finding('refused', { severity: 'deny' }),
        finding('told'),
        finding('kept', { severity: 'audit' }),
      ),
    ).toEqual(['spec.imageDigestMirrors[0].source: told (some-rule)']);
  });

  it('begin with the message where the object as a whole is meant', () => {
    expect(warningsOf(finding('has no entries', { path: '' }))).toEqual(['has no entries (some-rule)']);
  });

  it('may have 256 characters, and are cut beyond that without losing the rule', () => {
    const [path, suffix] = ['spec.imageDigestMirrors[0].source: ', ' (some-rule)'];
    const room = 256 - path.length - suffix.length;
    expect(warningsOf(finding('x'.repeat(room)))).toEqual([`${path}${'x'.repeat(room)}${suffix}`]);
    const [cut = ''] = warningsOf(finding('x'.repeat(room + 1)));
    expect(cut).toHaveLength(256);
    expect(cut.endsWith('…'.concat(suffix))).toBe(true);
  });

  it('hold no control character and no half of a character: the API server drops such a warning without a word', () => {
    const [warning = ''] = warningsOf(finding('a\u0000b\nc\u0085d\u2028e\ud800f'));
    expect(warning).toMatch(/a b c d e\ufffdf/);
  });

  it('stay together within what the API server passes on, and say how many are left out', () => {
    const warnings = warningsOf(...Array(100).fill(finding('x'.repeat(300))));
    expect(warnings.join('').length).toBeLessThanOrEqual(2300);
    expect(warnings.at(-1)).toBe(
      `and ${100 - warnings.length + 1} more warnings; \`mirrorguard lint\` shows all of them`,
    );
  });

  it('of both stages fit into one answer of the API server', () => {
    const findings = Array(100).fill(finding('x'.repeat(300)));
    const total = [
      ...toWarnings('mutate', ruling({ findings })),
      ...toWarnings('validate', ruling({ findings })),
    ].join('').length;
    expect(total).toBeLessThan(4096);
  });

  it('name up to three repairs of a kind one by one, and more of them in one line', () => {
    const of = (count: number) =>
      toWarnings('mutate', ruling({ repairs: Array.from({ length: count }, (_, index) => repairAt(index)) }));
    expect(of(3)).toHaveLength(3);
    expect(of(4)).toEqual([
      'repaired 4 values, the first at spec.imageDigestMirrors[0].source: removed whitespace: " a" is now "a" (trim-whitespace)',
    ]);
  });

  it('end with what the change does to the nodes, although it is only info', () => {
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
    expect(toWarnings('validate', ruling({ verdict: 'deny', findings: [summary] }))).toEqual([]);
  });

  it('say it once where a level has made it a warning', () => {
    const summary = finding('drains every node', { path: '', rule: 'rollout-drain', tellsRollout: true });
    expect(warningsOf(summary)).toEqual(['drains every node (rollout-drain)']);
  });

  it('say once what could not be checked for one reason, behind what was', () => {
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
