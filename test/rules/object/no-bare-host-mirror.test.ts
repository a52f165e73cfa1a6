import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-bare-host-mirror.ts';
import { check } from '../../support/check.ts';

describe('no-bare-host-mirror', () => {
  it('reports a mirror without path behind a source with one', () => {
    expect(check(rule, idms('a').mirror('quay.io/team/app', ['m.example.com:5000']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        /^a pull of exactly "quay.io\/team\/app" would fail, without fallback: mirror "m.example.com:5000" has no path/,
    });
  });

  it('accepts host for host, and path for path', () => {
    const subject = idms('a')
      .mirror('quay.io', ['m.example.com'])
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('*.io', ['m.example.com']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('leaves hosts to other rules that have more to say about them', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['docker.io', 'mirror']))).toReportNothing();
  });
});
