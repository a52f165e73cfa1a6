import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/prefer-image-digest-mirror-set.ts';
import { check } from '../../support/check.ts';

describe('prefer-image-digest-mirror-set', () => {
  it('says that the kind is deprecated, of the object as a whole', () => {
    expect(check(rule, icsp('a').mirror('quay.io/a', ['m.io/a']))).toReport({
      path: '',
      message:
        'ImageContentSourcePolicy is deprecated: create an ImageDigestMirrorSet with the same entries instead',
    });
  });

  it('has nothing to say about the kinds that replace it', () => {
    expect(check(rule, idms('a'))).toReportNothing();
    expect(check(rule, itms('a'))).toReportNothing();
  });
});
