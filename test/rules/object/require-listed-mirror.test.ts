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
  it('names each registry that the entry lacks, of all rows that fit, once', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/vault/x', ['a.example.com/x', 'c.example.com/other']), {
        options,
      }),
    ).toReport(
      {
        path: 'spec.imageDigestMirrors[0].mirrors',
        message: '"quay.io/vault/x" has no mirror in "b.example.com", where the policy wants one',
      },
      {
        path: 'spec.imageDigestMirrors[0].mirrors',
        message: '"quay.io/vault/x" has no mirror in "c.example.com/vault", where the policy wants one',
      },
    );
  });

  it('is content with one mirror in each, in any order, beside others', () => {
    const mirrors = ['x.example.com/x', 'b.example.com/x', 'a.example.com/x'];
    expect(check(rule, idms('a').mirror('quay.io/team', mirrors), { options })).toReportNothing();
  });

  it('leaves alone sources that lie elsewhere, or only reach in, and entries without real mirrors', () => {
    const object = idms('a')
      .mirror('docker.io/x', ['m.example.com'])
      .mirror('*.io', ['m.example.com'])
      .mirror('quay.io/y', []);
    expect(check(rule, object, { options })).toReportNothing();
  });
});
