import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-protected-source.ts';
import { check } from '../../support/check.ts';

const options = { sources: ['r.example.com/pay'] };
const report = (source: string, mirrors: readonly string[] = ['m.example.com/x']) =>
  check(rule, idms('a').mirror(source, mirrors), { options });

describe('no-protected-source', () => {
  it('refuses the source itself, parts of it, and whatever reaches it', () => {
    expect(report('r.example.com/pay')).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: 'source "r.example.com/pay" would be mirrored: the policy says that it is never mirrored',
    });
    for (const source of [
      'r.example.com/pay/card',
      'r.example.com',
      '*.example.com',
      'r.example.com:443/pay',
    ]) {
      expect(report(source)).toReport({
        message: /that reaches "r\.example\.com\/pay", and the policy says that it is never mirrored$/,
      });
    }
  });

  it('leaves neighbours alone', () => {
    for (const source of ['r.example.com/payment', 'r.example.com/team', 'r2.example.com', '*.r.example.com'])
      expect(report(source)).toReportNothing();
  });

  it('says nothing of an entry without a real mirror, because nothing would change', () => {
    expect(report('r.example.com/pay', [])).toReportNothing();
    expect(report('r.example.com/pay', ['r.example.com/pay'])).toReportNothing();
  });
});
