import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-needlessly-allowed-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-needlessly-allowed-mirror', () => {
  const subject = idms('a').mirror('quay.io/team', ['m.example.com/team']);

  it('points at the mirror that the list holds', () => {
    expect(
      check(rule, subject, { imageConfig: { allowedRegistries: ['quay.io', 'm.example.com'] } }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: /^allowedRegistries has "m.example.com" needlessly/,
    });
  });

  it('accepts what covers a source, of any object, as well', () => {
    const imageConfig = { allowedRegistries: ['quay.io', 'm.example.com'] };
    const cluster = [idms('b').mirror('m.example.com/other', ['n.example.com/other'])];
    expect(check(rule, subject, { imageConfig, cluster })).toReportNothing();
    expect(
      check(rule, subject, { imageConfig: { allowedRegistries: ['quay.io', 'n.example.com'] } }),
    ).toReportNothing();
  });
});
