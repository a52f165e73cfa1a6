import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-shallow-docker-io-source.ts';
import { check } from '../../support/check.ts';

describe('no-shallow-docker-io-source', () => {
  it('warns about the name of an official image', () => {
    expect(check(rule, idms('a').mirror('docker.io/nginx', ['m.example.com/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'source "docker.io/nginx" matches the organization "nginx", but no official image; ' +
        'for the official image, write "docker.io/library/nginx"',
    });
  });

  it('only records the name of an organization', () => {
    expect(check(rule, idms('a').mirror('docker.io/grafana', ['m.example.com/team']))).toReport({
      severity: 'audit',
    });
  });

  it('allows library, two components, the whole registry, and other registries', () => {
    const subject = idms('a')
      .mirror('docker.io/library', ['m.example.com/team'])
      .mirror('docker.io/library/nginx', ['m.example.com/team'])
      .mirror('docker.io', ['m.example.com/team'])
      .mirror('quay.io/nginx', ['m.example.com/team']);
    expect(check(rule, subject)).toReportNothing();
  });
});
