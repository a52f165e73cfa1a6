import { describe, expect, it } from '@jest/globals';
import { formatPolicyProblem } from '../../../src/config/policy-file/policy-problem.ts';
import { readPolicyTest } from '../../../src/config/policy-file/read-policy-test.ts';

function read(text: string): unknown {
  const result = readPolicyTest(text);
  return 'problems' in result ? result.problems.map(formatPolicyProblem) : result.test;
}

const object = '{kind: ImageDigestMirrorSet, metadata: {name: a}}';

describe('readPolicyTest', () => {
  it('requires an object, except for a deletion, and an expectation in each case', () => {
    expect(read(`cases: [{name: a, object: ${object}, expect: {verdict: deny}}]`)).toMatchObject({
      cases: [{ name: 'a' }],
    });
    expect(
      read(`cases: [{name: a, operation: DELETE, oldObject: ${object}, expect: {verdict: deny}}]`),
    ).toMatchObject({
      cases: [{ name: 'a' }],
    });
    expect(
      read(`cases:
  - {name: a, expect: {verdict: deny}}
  - {name: b, operation: DELETE, object: ${object}, expect: {verdict: deny}}
  - {name: c, object: {kind: Pod}, expect: {verdict: deny}}
  - {name: d, object: ${object}, now: later, expect: {verdict: deny}}
`),
    ).toEqual([
      '2:5: cases[0] must have "object"',
      '3:5: cases[1] must have "oldObject" for DELETE',
      '4:15: cases[2].object must be an ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy or Image "cluster"',
      '5:79: cases[3].now must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is "later"',
    ]);
  });

  it('reports all problems together, in the order of the file', () => {
    expect(
      read(`cluster: [7]
cases:
  - {name: a, object: {kind: Pod}, expect: {verdict: deny}}
  - {name: b, object: ${object}, expect: {verdict: maybe}}
  - 7
`),
    ).toEqual([
      '1:11: cluster[0] must be text, but is 7',
      '3:15: cases[0].object must be an ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy or Image "cluster"',
      expect.stringMatching(
        /^4:\d+: cases\[1\]\.expect\.verdict must be one of "allow", "deny", but is "maybe"$/,
      ),
      '5:5: cases[2] must be a mapping, but is 7',
    ]);
  });

  it('reports unknown fields', () => {
    expect(read(`cases: [{name: a, object: ${object}, expect: {rules: [no-schema]}}]`)).toEqual([
      '1:95: cases[0].expect.rules[0] "no-schema" is not a rule. Did you mean "no-scheme"?',
    ]);
    expect(read('cases: []')).toEqual(['1:1: cases must not be empty']);
    expect(read(`cases: [{name: a, object: ${object}, expect: {}}]`)).toHaveLength(1);
  });
});
