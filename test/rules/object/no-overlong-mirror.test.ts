import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-overlong-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-overlong-mirror', () => {
  it('warns above 230 characters and denies above 255', () => {
    const mirrorOf = (length: number) =>
      idms('a').mirror('quay.io/team', [`m.example.com/${'a'.repeat(length - 14)}`]);
    expect(check(rule, mirrorOf(230))).toReportNothing();
    expect(check(rule, mirrorOf(231))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'the mirror has 231 characters, but a whole image name can have at most 255; ' +
        'pulls of "quay.io/team" can fail without fallback. Shorten the mirror to at most 230 characters',
    });
    expect(check(rule, mirrorOf(255))).toReport({ message: /can fail/ });
    expect(check(rule, mirrorOf(256))).toReport({
      severity: 'deny',
      message: /; every pull of "quay.io\/team" would fail without fallback/,
    });
  });

  it('allows long sources', () => {
    expect(
      check(rule, idms('a').mirror(`quay.io/${'a'.repeat(300)}`, ['m.example.com/team'])),
    ).toReportNothing();
  });
});
