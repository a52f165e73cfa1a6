import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-surrounding-whitespace.ts';
import { check } from '../../support/check.ts';

describe('no-surrounding-whitespace', () => {
  it('shows line breaks as escapes', () => {
    expect(check(rule, idms('a').mirror('quay.io/team\n', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: 'source "quay.io/team\\n" has leading or trailing whitespace; write "quay.io/team"',
    });
  });

  it('denies a value that contains only spaces', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['  ']))).toReport({
      message: 'mirror "  " contains only whitespace',
    });
  });

  it('leaves whitespace inside the value to require-valid-location', () => {
    expect(check(rule, idms('a').mirror('quay.io/te am', ['m.example.com/team']))).toReportNothing();
  });
});
