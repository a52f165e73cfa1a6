import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-surrounding-whitespace.ts';
import { check } from '../../support/check.ts';

describe('no-surrounding-whitespace', () => {
  it('shows blanks and line breaks as what they are', () => {
    expect(check(rule, idms('a').mirror('quay.io/team\n', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: '"quay.io/team\\n" has whitespace around it; write "quay.io/team"',
    });
  });

  it('reports a value of nothing but blanks', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['  ']))).toReport({
      message: '"  " is only whitespace',
    });
  });

  it('leaves whitespace inside the value to another rule', () => {
    expect(check(rule, idms('a').mirror('quay.io/te am', ['m.example.com/team']))).toReportNothing();
  });
});
