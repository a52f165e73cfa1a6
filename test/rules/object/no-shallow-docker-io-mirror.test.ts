import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-shallow-docker-io-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-shallow-docker-io-mirror', () => {
  it('names an image that cannot be pulled', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker.io']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'a pull of "quay.io/team/app" would fail without fallback because the mirror changes it to "docker.io/app"; ' +
        'error: "repository name must be canonical"; add an organization to the mirror',
    });
    expect(check(rule, idms('a').mirror('quay.io/team/app', ['docker.io/app']))).toReport({
      message: /^a pull of "quay.io\/team\/app" would fail/,
    });
    expect(check(rule, idms('a').mirror('*.example.com', ['docker.io']))).toReport({
      message: /^a pull of "registry.example.com\/app"/,
    });
  });

  it('allows an organization for a whole registry, and two components for a path', () => {
    const subject = idms('a')
      .mirror('quay.io', ['docker.io/copies'])
      .mirror('quay.io/team', ['docker.io/copies/team'])
      .mirror('*.a.io', ['docker.io/a']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('leaves the source among its own mirrors to no-source-among-mirrors', () => {
    expect(
      check(rule, idms('a').mirror('docker.io/team', ['m.example.com/team', 'docker.io/team'])),
    ).toReportNothing();
  });
});
