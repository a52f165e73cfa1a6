import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/policy/finding.ts';
import type { AppliedMutation } from '../../src/rules/mutations/index.ts';
import type { AdmissionDecision } from '../../src/webhook/decision.ts';
import { toWarnings } from '../../src/webhook/warnings.ts';

const finding = (message: string, others: Partial<Finding> = {}): Finding => ({
  rule: 'some-rule',
  category: 'pull',
  severity: 'warn',
  path: 'spec.imageDigestMirrors[0].source',
  message,
  fix: 'Correct it.',
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
const manyRules = Array.from({ length: 100 }, (_, index) =>
  finding('word '.repeat(60), { rule: `rule-${index}` }),
);
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
    ).toEqual(['spec.imageDigestMirrors[0].source: told. Correct it (some-rule)']);
  });

  it('begin with the message if they are about the whole object', () => {
    expect(warningsOf(finding('has no entries', { path: '' }))).toEqual([
      'has no entries. Correct it (some-rule)',
    ]);
  });

  it('are shortened to 256 characters without losing the rule', () => {
    const [path, suffix] = ['spec.imageDigestMirrors[0].source: ', '. Correct it (some-rule)'];
    const room = 256 - path.length - suffix.length;
    const words = (length: number) => 'word '.repeat(length).slice(0, length);
    expect(warningsOf(finding(words(room)))).toEqual([`${path}${words(room)}${suffix}`]);
    const withoutPath = room + path.length;
    expect(warningsOf(finding(words(withoutPath)))).toEqual([`${words(withoutPath)}${suffix}`]);
    const [cut = ''] = warningsOf(finding(words(withoutPath + 1)));
    expect(cut).toHaveLength(256);
    expect(cut.endsWith('\u2026 (some-rule)')).toBe(true);
  });

  it('contain no control character and no lone surrogate, which the API server would drop', () => {
    const [warning = ''] = warningsOf(finding('a\u0000b\nc\u0085d\u2028e\ud800f'));
    expect(warning).toMatch(/a b c d e\ufffdf/);
  });

  it('have a bounded total length and count the omitted ones', () => {
    const warnings = warningsOf(...manyRules);
    expect(warnings.join('').length).toBeLessThanOrEqual(2300);
    expect(warnings.at(-1)).toBe(
      `and ${100 - warnings.length + 1} more warnings; run \`mirrorguard lint\` to list all of them`,
    );
  });

  it('of both stages fit into one response of the API server', () => {
    const findings = manyRules;
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

  it('have no line for a finding of level audit', () => {
    const reload = finding('this change makes CRI-O reload', {
      severity: 'audit',
      path: '',
      rule: 'rollout-reload',
    });
    expect(warningsOf(reload)).toEqual([]);
  });

  it('predict no rollout of a denied change', () => {
    const findings = [
      finding('this change drains every node', { path: '', rule: 'rollout-drain' }),
      finding('told'),
    ];
    expect(warningsOf(...findings)).toEqual([
      'this change drains every node. Correct it (rollout-drain)',
      'spec.imageDigestMirrors[0].source: told. Correct it (some-rule)',
    ]);
    expect(toWarnings('validate', decision({ verdict: 'deny', findings }))).toEqual([
      'spec.imageDigestMirrors[0].source: told. Correct it (some-rule)',
    ]);
  });

  it('group the findings of a rule, naming up to three sources and counting the others', () => {
    const about = (source: string) => finding(`"${source}" is broad`, { about: source });
    expect(warningsOf(about('a'), about('b'))).toEqual([
      'spec.imageDigestMirrors[0].source: "a" is broad. Correct it; also reported for "b" (some-rule)',
    ]);
    const sources = Array.from({ length: 40 }, (_, index) => `quay.io/${index}`);
    expect(warningsOf(...sources.map(about))).toEqual([
      'spec.imageDigestMirrors[0].source: "quay.io/0" is broad. Correct it; ' +
        'also reported for "quay.io/1", "quay.io/2" and 37 more (some-rule)',
    ]);
  });

  it('only count the other findings of a rule if naming them leaves no room for the message', () => {
    const source = (index: number) => `registry.example.com/${index}/${'x'.repeat(100)}`;
    const findings = [0, 1, 2, 3].map((index) =>
      finding('word '.repeat(34).trim(), { about: source(index) }),
    );
    expect(warningsOf(...findings)).toEqual([
      `spec.imageDigestMirrors[0].source: ${'word '.repeat(34).trim()}. Correct it; and 3 more (some-rule)`,
    ]);
  });

  it('shorten names and values above 60 characters in the middle', () => {
    const name = `a${'b'.repeat(100)}c`;
    const [warning = ''] = warningsOf(finding(`ImageDigestMirrorSet ${name} lists "${name}"`));
    const short = `a${'b'.repeat(34)}\u2026${'b'.repeat(23)}c`;
    expect(short).toHaveLength(60);
    expect(warning).toBe(
      `spec.imageDigestMirrors[0].source: ImageDigestMirrorSet ${short} lists "${short}". Correct it (some-rule)`,
    );
  });

  it('shorten values further and omit the path before they lose the end of the message', () => {
    const value = 'x'.repeat(80);
    const message = `"${value}", "${value}", "${value}" and "${value}" are not allowed. Use another mirror`;
    const [warning = ''] = warningsOf(finding(message));
    const short = `${'x'.repeat(23)}\u2026${'x'.repeat(16)}`;
    expect(warning).toBe(
      `"${short}", "${short}", "${short}" and "${short}" are not allowed. ` +
        'Use another mirror (some-rule)',
    );
  });

  it('report in one last line the rules that missing facts left unevaluated', () => {
    const unchecked = (rule: string, fact: string) =>
      finding(`could not be checked: ${fact} are not known`, { path: '', rule, isUnchecked: true });
    const findings = [
      unchecked('no-a', 'nodes'),
      unchecked('no-b', 'nodes'),
      unchecked('no-c', 'nodes'),
      unchecked('no-d', 'nodes'),
    ];
    expect(warningsOf(...findings, unchecked('no-e', 'pools'), finding('told'))).toEqual([
      'spec.imageDigestMirrors[0].source: told. Correct it (some-rule)',
      'could not be checked: nodes are not known; and 1 more reason (no-a, no-b, and 3 more rules)',
    ]);
    const both = unchecked('no-f', 'nodes');
    expect(
      warningsOf(unchecked('no-a', 'nodes'), { ...both, message: `${both.message}; pools are not known` }),
    ).toEqual(['could not be checked: nodes are not known (no-a, no-f)']);
  });
});
