import { describe, expect, it } from '@jest/globals';
import { governedValues } from '../../../src/rules/context/governed-values.ts';
import { icsp } from '../../../src/rules/example.ts';
import noDeniedMirror from '../../../src/rules/object/no-denied-mirror.ts';
import noProtectedSource from '../../../src/rules/object/no-protected-source.ts';
import requireAllowedMirror from '../../../src/rules/object/require-allowed-mirror.ts';
import { check } from '../../support/check.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

const withSlashes = icsp('a').mirror('quay.io/pay/', ['evil.example.org/x/']);

describe('governedValues', () => {
  it('returns every location that nodes can use, with or without trailing slashes, in document order', () => {
    const object = icsp('a')
      .mirror('quay.io/x', ['m.example.com/x//', 'https://n.example.com', 'o.example.com/x:tag'])
      .mirror('r.io/', []);
    expect(governedValues(mirrorSetOf(object)).map(({ text }) => text)).toEqual([
      'quay.io/x',
      'm.example.com/x//',
      'r.io/',
    ]);
  });

  it('makes the lists of a policy match values with a trailing slash', () => {
    expect(
      check(requireAllowedMirror, withSlashes, { options: { allowed: ['m.example.com'] } }),
    ).toHaveLength(1);
    expect(
      check(requireAllowedMirror, withSlashes, { options: { allowed: ['evil.example.org'] } }),
    ).toReportNothing();
    expect(check(noDeniedMirror, withSlashes, { options: { denied: ['evil.example.org'] } })).toHaveLength(1);
    expect(check(noProtectedSource, withSlashes, { options: { sources: ['quay.io/pay'] } })).toHaveLength(1);
  });
});
