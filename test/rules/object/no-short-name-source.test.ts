import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-short-name-source.ts';
import { check } from '../../support/check.ts';

describe('no-short-name-source', () => {
  it('lists the full names for the default search registries', () => {
    expect(check(rule, idms('a').mirror('ubi9', ['m.example.com/ubi9']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'nodes expand the short name "ubi9" before they look up a source; ' +
        'use the full names: "registry.access.redhat.com/ubi9" and "docker.io/library/ubi9"',
    });
  });

  it('uses the search registries of image.config instead of the defaults', () => {
    const imageConfig = { containerRuntimeSearchRegistries: ['r.example.com', 'docker.io'] };
    expect(check(rule, idms('a').mirror('ubi9', ['m.example.com/ubi9']), { imageConfig })).toReport({
      message: /"r.example.com\/ubi9" and "docker.io\/library\/ubi9"/,
    });
  });

  it('allows hosts with a dot or a port, localhost, and paths', () => {
    const subject = idms('a')
      .mirror('quay.io', ['m.io/a'])
      .mirror('lab:5000', ['m.io/b'])
      .mirror('localhost', ['m.io/c'])
      .mirror('lab/team', ['m.io/d']);
    expect(check(rule, subject)).toReportNothing();
  });
});
