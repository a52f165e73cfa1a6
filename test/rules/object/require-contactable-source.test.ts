import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/require-contactable-source.ts';
import { check } from '../../support/check.ts';

const options = { sources: ['registry.redhat.io'] };

describe('require-contactable-source', () => {
  it('denies NeverContactSource for a listed source and for sources that contain it', () => {
    for (const source of ['registry.redhat.io', 'registry.redhat.io/ubi9', '*.redhat.io']) {
      expect(
        check(rule, idms('a').mirror(source, ['m.example.com/x'], 'NeverContactSource'), { options }),
      ).toReport({
        path: 'spec.imageDigestMirrors[0].mirrorSourcePolicy',
        message:
          `NeverContactSource for "${source}" blocks "registry.redhat.io", which the policy keeps reachable; ` +
          'use AllowContactingSource',
      });
    }
  });

  it('allows mirrors without NeverContactSource', () => {
    expect(
      check(rule, idms('a').mirror('registry.redhat.io', ['m.example.com/x']), { options }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('registry.redhat.io', ['m.example.com/x'], 'AllowContactingSource'), {
        options,
      }),
    ).toReportNothing();
  });

  it('allows other sources, and a policy without effect', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x'], 'NeverContactSource'), { options }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('registry.redhat.io', [], 'NeverContactSource'), { options }),
    ).toReportNothing();
  });
});
