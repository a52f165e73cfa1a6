import { describe, expect, it } from '@jest/globals';
import { governedValues } from '../../../src/rules/context/governed-values.ts';
import { icsp } from '../../../src/rules/example.ts';
import noDeniedMirror from '../../../src/rules/object/no-denied-mirror.ts';
import noProtectedSource from '../../../src/rules/object/no-protected-source.ts';
import requireAllowedMirror from '../../../src/rules/object/require-allowed-mirror.ts';
import { check } from '../../support/check.ts';
import { mirrorSetOf } from '../../support/cluster.ts';

const withSlashes = icsp('a').mirror('quay.io/pay/', ['evil.example.org/x/']);

describe('what the lists of a policy judge', () => {
  it('is every location that nodes would use, slashes at its end or not, in document order', () => {
    const object = icsp('a')
      .mirror('quay.io/x', ['m.example.com/x//', 'https://n.example.com', 'o.example.com/x:tag'])
      .mirror('r.io/', []);
    expect(governedValues(mirrorSetOf(object)).map(({ text }) => text)).toEqual([
      'quay.io/x',
      'm.example.com/x//',
      'r.io/',
    ]);
  });

  it('does not slip past the lists with a slash at its end', () => {
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
