import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-tag-or-digest.ts';
import { check } from '../../support/check.ts';

describe('no-tag-or-digest', () => {
  it('names the tag', () => {
    expect(check(rule, itms('a').mirror('quay.io/team/app:v1', ['m.example.com/team']))).toReport({
      path: 'spec.imageTagMirrors[0].source',
      message:
        'source "quay.io/team/app:v1" must name a repository or registry, but ":v1" is a tag; write "quay.io/team/app"',
    });
  });

  it('names the digest', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team@sha256:abc']))).toReport({
      message: /"@sha256:abc" is a digest/,
    });
  });

  it('names tag and digest together', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/team:v1@sha256:abc']))).toReport({
      message: /":v1@sha256:abc" is a tag and a digest/,
    });
  });

  it('allows a port', () => {
    const subject = idms('a').mirror('registry.example.com:5000', ['m.example.com:5000/team']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('treats digits after a path as a tag', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com:5000/team:5000']))).toReport({
      message: /":5000" is a tag; write "m.example.com:5000\/team"$/,
    });
  });
});
