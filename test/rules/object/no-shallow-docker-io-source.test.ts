import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-shallow-docker-io-source.ts';
import { check } from '../../support/check.ts';

describe('no-shallow-docker-io-source', () => {
  it('warns of what is known as an official image', () => {
    expect(check(rule, idms('a').mirror('docker.io/nginx', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /but not an official image "nginx": that is "docker.io\/library\/nginx"$/,
    });
  });

  it('only notes what is most likely an organization', () => {
    expect(check(rule, idms('a').mirror('docker.io/grafana', ['m.example.com/team']))).toReport({
      severity: 'audit',
    });
  });

  it('accepts library, two components, the whole registry, and other registries', () => {
    const subject = idms('a')
      .mirror('docker.io/library', ['m.example.com/team'])
      .mirror('docker.io/library/nginx', ['m.example.com/team'])
      .mirror('docker.io', ['m.example.com/team'])
      .mirror('quay.io/nginx', ['m.example.com/team']);
    expect(check(rule, subject)).toReportNothing();
  });
});
