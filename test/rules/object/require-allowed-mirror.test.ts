import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-allowed-mirror.ts';
import { check } from '../../support/check.ts';

const options = { allowed: ['m.example.com', 'lab.example.com:5000/ok', '*.corp.example.com'] };

describe('require-allowed-mirror', () => {
  it('names each other mirror and the allowed registries', () => {
    const object = icsp('a').mirror('quay.io/x', [
      'm.example.com/x',
      'evil.example.org/x',
      'm.example.com.evil.org/x',
    ]);
    expect(check(rule, object, { options })).toReport(
      {
        path: 'spec.repositoryDigestMirrors[0].mirrors[1]',
        message:
          'mirror "evil.example.org/x" is not in an allowed registry; use an allowed ' +
          'registry: "m.example.com", "lab.example.com:5000/ok" and "*.corp.example.com"',
      },
      { path: 'spec.repositoryDigestMirrors[0].mirrors[2]' },
    );
  });

  it('compares ports and whole path components', () => {
    const allowed = (mirror: string) =>
      check(rule, idms('a').mirror('quay.io/x', [mirror]), { options }).length === 0;
    expect(
      ['m.example.com', 'm.example.com/a/b', 'lab.example.com:5000/ok/a', 'x.corp.example.com:8443/a'].filter(
        (mirror) => !allowed(mirror),
      ),
    ).toEqual([]);
    expect(
      [
        'm.example.com:5000/a',
        'lab.example.com/ok',
        'lab.example.com:5000/okay',
        'corp.example.com/a',
      ].filter(allowed),
    ).toEqual([]);
  });

  it('ignores a source among its own mirrors and malformed mirrors', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x', 'quay.io/x', 'https://evil']), {
        options,
      }),
    ).toReportNothing();
  });
});
