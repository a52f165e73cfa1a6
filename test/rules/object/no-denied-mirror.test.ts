import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-denied-mirror.ts';
import { check } from '../../support/check.ts';

const options = { denied: ['old.example.com', 'm.example.com/bad'] };

describe('no-denied-mirror', () => {
  it('names the mirror and the denied scope', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x', 'old.example.com/x']), { options }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'mirror "old.example.com/x" is in "old.example.com", which the policy denies; use another mirror',
    });
  });

  it('matches the registry with a port and in another case', () => {
    const object = idms('a').mirror('quay.io/x', [
      'old.example.com:443/x',
      'Old.Example.com:8443/x',
      'm.example.com:5000/bad/x',
    ]);
    expect(check(rule, object, { options })).toHaveLength(3);
  });

  it('allows similar paths, and denied registries as sources', () => {
    expect(
      check(rule, idms('a').mirror('old.example.com/x', ['m.example.com/badly', 'old.example.com/x']), {
        options,
      }),
    ).toReportNothing();
  });
});
