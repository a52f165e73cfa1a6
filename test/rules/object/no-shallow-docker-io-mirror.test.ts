import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-shallow-docker-io-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-shallow-docker-io-mirror', () => {
  it('names an image whose pull would fail', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker.io']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'a pull of "quay.io/team/app" would fail, without fallback: the mirror makes it "docker.io/app", which lacks an organization',
    });
    expect(check(rule, idms('a').mirror('quay.io/team/app', ['docker.io/app']))).toReport({
      message: /^a pull of "quay.io\/team\/app" would fail/,
    });
    expect(check(rule, idms('a').mirror('*.example.com', ['docker.io']))).toReport({
      message: /^a pull of "registry.example.com\/app"/,
    });
  });

  it('accepts an organization behind a whole registry, and two components behind a path', () => {
    const subject = idms('a')
      .mirror('quay.io', ['docker.io/copies'])
      .mirror('quay.io/team', ['docker.io/copies/team'])
      .mirror('*.a.io', ['docker.io/a']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('leaves the source itself among the mirrors to another rule', () => {
    expect(
      check(rule, idms('a').mirror('docker.io/team', ['m.example.com/team', 'docker.io/team'])),
    ).toReportNothing();
  });
});
