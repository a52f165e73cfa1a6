import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-insecure-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-insecure-mirror', () => {
  const imageConfig = { insecureRegistries: ['m.example.com:5000'] };
  const on = (...mirrors: readonly string[]) => idms('a').mirror('quay.io/team', mirrors);

  it('tells of each new mirror that is covered, one host at a time', () => {
    expect(check(rule, on('n.example.com/x', 'm.example.com:5000/x'), { imageConfig })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message: 'TLS is not verified for mirror "m.example.com:5000/x": insecureRegistries has it',
    });
  });

  it('says it once for all mirrors of a host', () => {
    const subject = on('m.example.com:5000/x', 'm.example.com:5000/y').mirror('quay.io/b', [
      'm.example.com:5000/z',
    ]);
    expect(check(rule, subject, { imageConfig })).toReport({
      message:
        'TLS is not verified for "m.example.com:5000/x" and 2 more mirrors there: insecureRegistries has them',
    });
  });

  it('is silent about other ports, and about mirrors that were there before', () => {
    expect(check(rule, on('m.example.com/x', 'm.example.com:5001/x'), { imageConfig })).toReportNothing();
    const before = on('m.example.com:5000/x');
    expect(
      check(rule, on('m.example.com:5000/x', 'n.example.com/x'), { imageConfig, before }),
    ).toReportNothing();
    expect(
      check(rule, itms('tags').mirror('quay.io/team', ['m.example.com:5000/x']), {
        imageConfig,
        cluster: [before],
      }),
    ).toReportNothing();
  });
});
