import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-placeholder.ts';
import { check } from '../../support/check.ts';

describe('no-placeholder', () => {
  it('denies placeholders of shells, templates and documentation', () => {
    for (const mirror of [
      `\${MIRROR}/team`,
      '$MIRROR/team',
      '{{ mirror }}/team',
      '<mirror>/team',
      '%MIRROR%/team',
    ])
      expect(check(rule, idms('a').mirror('quay.io/team', [mirror]))).toReport({
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message: /contains a template placeholder/,
      });
  });

  it('names the position', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/$TEAM']))).toReport({
      message:
        'mirror "m.example.com/$TEAM" contains a template placeholder ("$" at character 15); render the template first',
    });
  });

  it('reports no other fault of the value', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', [`https://\${MIRROR}/Team/`]))).toReport({});
  });
});
