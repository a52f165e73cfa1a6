import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-broad-source.ts';
import { check } from '../../support/check.ts';

describe('no-broad-source', () => {
  it('reports a public registry with NeverContactSource', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/team'], 'NeverContactSource'))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'source "quay.io" covers the whole registry; ' +
        'with NeverContactSource, nodes cannot pull images that are not mirrored. ' +
        'Name the organizations that are mirrored',
    });
  });

  it('reports a public registry and a top-level domain without NeverContactSource', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/team']))).toReport({
      message:
        'source "quay.io" covers the whole registry; nodes try the mirrors first for images that are not mirrored too. ' +
        'Name the organizations that are mirrored',
    });
    expect(check(rule, idms('a').mirror('*.io', ['m.example.com/team']))).toReport({
      message: /every registry below the domain/,
    });
  });

  it('is an audit finding, because a disconnected cluster can mirror whole registries', () => {
    expect(rule.meta.severity).toBe('audit');
  });

  it('allows private registries, parts of public ones, and entries without mirrors', () => {
    const subject = idms('a')
      .mirror('r.example.com', ['m.example.com/team'])
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('*.example.com', ['m.example.com/team'])
      .mirror('ghcr.io')
      .mirror('quay.io:8443', ['m.example.com/team']);
    expect(check(rule, subject)).toReportNothing();
  });
});
