import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-port-spanning-source.ts';
import { check } from '../../support/check.ts';

describe('no-port-spanning-source', () => {
  it('shows the rewritten name of a pull from another port', () => {
    expect(check(rule, idms('a').mirror('r.example.com', ['m.example.com', 'm.example.com/all']))).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'pulls from other ports of "r.example.com" would fail; nodes would rewrite ' +
        '"r.example.com:5000/app" to "m.example.com/all:5000/app"; error: "invalid reference format". ' +
        'Add an entry for each port',
    });
  });

  it('allows mirrors without a path, and sources with a port or path', () => {
    const subject = idms('a')
      .mirror('r.example.com', ['m.example.com'])
      .mirror('r.example.com:5000', ['m.example.com/team'])
      .mirror('r.example.com/x', ['m.example.com/team']);
    expect(check(rule, subject)).toReportNothing();
  });

  it('allows public registries, which serve one port', () => {
    expect(check(rule, idms('a').mirror('quay.io', ['m.example.com/team']))).toReportNothing();
  });
});
