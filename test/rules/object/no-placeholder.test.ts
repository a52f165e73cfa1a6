import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-placeholder.ts';
import { check } from '../../support/check.ts';

describe('no-placeholder', () => {
  it('recognizes the marks of shells, templates and documentation', () => {
    for (const mirror of [
      `\${MIRROR}/team`,
      '$MIRROR/team',
      '{{ mirror }}/team',
      '<mirror>/team',
      '%MIRROR%/team',
    ])
      expect(check(rule, idms('a').mirror('quay.io/team', [mirror]))).toReport({
        path: 'spec.imageDigestMirrors[0].mirrors[0]',
        message: /still holds a template placeholder/,
      });
  });

  it('says where it begins', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/$TEAM']))).toReport({
      message: /\("\$" at character 15\)$/,
    });
  });

  it('does not also complain about the rest of the value', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', [`https://\${MIRROR}/Team/`]))).toReport({});
  });
});
