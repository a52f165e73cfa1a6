import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-listed-mirror.ts';
import { check } from '../../support/check.ts';

const options = {
  required: [
    { source: 'quay.io', mirrors: ['a.example.com', 'b.example.com'] },
    { source: 'quay.io/vault', mirrors: ['b.example.com', 'c.example.com/vault'] },
  ],
};

describe('require-listed-mirror', () => {
  it('names each missing registry of all matching rows once', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/vault/x', ['a.example.com/x', 'c.example.com/other']), {
        options,
      }),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors',
        message:
          'source "quay.io/vault/x" has no mirror in "b.example.com", which the policy requires; add one',
      },
      {
        path: 'spec.imageDigestMirrors[0].mirrors',
        message:
          'source "quay.io/vault/x" has no mirror in "c.example.com/vault", which the policy requires; add one',
      },
    );
  });

  it('allows one mirror in each registry, in any order, with other mirrors', () => {
    const mirrors = ['x.example.com/x', 'b.example.com/x', 'a.example.com/x'];
    expect(check(rule, idms('a').mirror('quay.io/team', mirrors), { options })).toReportNothing();
  });

  it('ignores other sources, sources that contain the listed one, and entries without mirrors', () => {
    const object = idms('a')
      .mirror('docker.io/x', ['m.example.com'])
      .mirror('*.io', ['m.example.com'])
      .mirror('quay.io/y', []);
    expect(check(rule, object, { options })).toReportNothing();
  });
});
