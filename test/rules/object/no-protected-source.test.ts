import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-protected-source.ts';
import { check } from '../../support/check.ts';

const options = { sources: ['r.example.com/pay'] };
const report = (source: string, mirrors: readonly string[] = ['m.example.com/x']) =>
  check(rule, idms('a').mirror(source, mirrors), { options });

describe('no-protected-source', () => {
  it('denies the source itself, parts of it, and sources that contain it', () => {
    expect(report('r.example.com/pay')).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: 'source "r.example.com/pay" is protected by the policy; remove or narrow it',
    });
    for (const source of [
      'r.example.com/pay/card',
      'r.example.com',
      '*.example.com',
      'r.example.com:443/pay',
    ]) {
      expect(report(source)).toReport({
        message: / redirects the protected "r\.example\.com\/pay"; remove or narrow it$/,
      });
    }
  });

  it('allows neighbours', () => {
    for (const source of ['r.example.com/payment', 'r.example.com/team', 'r2.example.com', '*.r.example.com'])
      expect(report(source)).toReportNothing();
  });

  it('allows an entry without a mirror other than the source', () => {
    expect(report('r.example.com/pay', [])).toReportNothing();
    expect(report('r.example.com/pay', ['r.example.com/pay'])).toReportNothing();
  });
});
