import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/prefer-one-entry-for-pull-through.ts';
import { check } from '../../support/check.ts';

describe('prefer-one-entry-for-pull-through', () => {
  it('counts the entries with mirrors', () => {
    const subject = itms('a')
      .mirror('quay.io/a', ['m.io/a'])
      .mirror('quay.io/b', ['m.io/b'])
      .mirror('quay.io/c');
    expect(check(rule, subject)).toReport({
      path: 'spec.imageTagMirrors',
      message: /for each of the 2 entries$/,
    });
  });

  it('allows one entry', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['m.io/a', 'm.io/b']).mirror('quay.io/c')),
    ).toReportNothing();
  });
});
