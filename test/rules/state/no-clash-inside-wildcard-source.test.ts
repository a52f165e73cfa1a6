import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-clash-inside-wildcard-source.ts';
import { check } from '../../support/check.ts';

describe('no-clash-inside-wildcard-source', () => {
  const wildcard = idms('all').mirror('*.example.com', ['m.example.org/all']);

  it('names the registry, its list and the wildcard source', () => {
    expect(check(rule, wildcard, { imageConfig: { insecureRegistries: ['lab.example.com/team'] } })).toReport(
      {
        path: 'spec.imageDigestMirrors[0].source',
        message:
          '"lab.example.com/team" of insecureRegistries is inside the wildcard source "*.example.com"; the Machine Config Operator ' +
          'would stop applying mirror changes: "mirrorsAdjustedForNestedScope for a wildcard scope". Add an entry for "lab.example.com/team"',
      },
    );
    expect(check(rule, wildcard, { imageConfig: { blockedRegistries: ['*.lab.example.com'] } })).toReport({
      message: /blockedRegistries/,
    });
  });

  it('reports each registry inside the wildcard', () => {
    expect(
      check(rule, wildcard, {
        imageConfig: { insecureRegistries: ['a.example.com'], blockedRegistries: ['b.example.com'] },
      }),
    ).toReport(
      {
        message: /^"b\.example\.com" of blockedRegistries is inside the wildcard source "\*\.example\.com";/,
      },
      {
        message: /^"a\.example\.com" of insecureRegistries is inside the wildcard source "\*\.example\.com";/,
      },
    );
  });

  it('accepts registries that equal the wildcard, contain it or are outside of it', () => {
    const insecureRegistries = ['*.example.com', '*.com', 'example.com', 'lab.example.org'];
    expect(check(rule, wildcard, { imageConfig: { insecureRegistries } })).toReportNothing();
  });

  it('accepts a wildcard without mirrors, and a registry that has mirrors of its own', () => {
    const imageConfig = { insecureRegistries: ['lab.example.com'] };
    expect(
      check(rule, idms('all').mirror('*.example.com', ['*.example.com']), { imageConfig }),
    ).toReportNothing();
    expect(
      check(rule, wildcard, {
        imageConfig,
        cluster: [idms('lab').mirror('lab.example.com', ['m.example.org/lab'])],
      }),
    ).toReportNothing();
  });

  it('denies removing the source that kept the registry out of the wildcard', () => {
    const before = idms('lab').mirror('lab.example.com', ['m.example.org/lab']);
    const world = { imageConfig: { insecureRegistries: ['lab.example.com'] }, cluster: [wildcard], before };
    expect(check(rule, before, { ...world, operation: 'DELETE' })).toReport({
      path: '',
      message: /"lab.example.com"/,
    });
    expect(check(rule, before, world)).toReportNothing();
  });

  it('reports nothing for a clash that was stored before', () => {
    const subject = idms('other').mirror('quay.io/team', ['m.example.org/team']);
    expect(
      check(rule, subject, { imageConfig: { insecureRegistries: ['lab.example.com'] }, cluster: [wildcard] }),
    ).toReportNothing();
  });
});
