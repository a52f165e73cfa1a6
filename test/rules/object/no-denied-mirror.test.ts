import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-denied-mirror.ts';
import { check } from '../../support/check.ts';

const options = { denied: ['old.example.com', 'm.example.com/bad'] };

describe('no-denied-mirror', () => {
  it('names the mirror and what denies it', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x', 'old.example.com/x']), { options }),
    ).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message: 'mirror "old.example.com/x" lies in "old.example.com", where the policy wants no mirrors',
    });
  });

  it('cannot be passed by with a port or another case', () => {
    const object = idms('a').mirror('quay.io/x', [
      'old.example.com:443/x',
      'Old.Example.com:8443/x',
      'm.example.com:5000/bad/x',
    ]);
    expect(check(rule, object, { options })).toHaveLength(3);
  });

  it('leaves neighbours and sources alone', () => {
    expect(
      check(rule, idms('a').mirror('old.example.com/x', ['m.example.com/badly', 'old.example.com/x']), {
        options,
      }),
    ).toReportNothing();
  });
});
