import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-unusable-mirror-of-signed-image.ts';
import { check } from '../../support/check.ts';

describe('no-unusable-mirror-of-signed-image', () => {
  const around = { imagePolicies: [{ name: 'signed', scopes: ['quay.io/team'] }] };

  it('names the mirror, the scope and the policy', () => {
    expect(
      check(rule, icsp('a').mirror('quay.io/team', ['m.example.com/x', 'mirror/x']), { around }),
    ).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message:
        'mirror "mirror/x" gives no valid image name; ClusterImagePolicy signed verifies "quay.io/team" there, so ' +
        'the Machine Config Operator would stop applying mirror changes',
    });
  });

  it('denies an unusable tag mirror', () => {
    expect(check(rule, itms('a').mirror('quay.io', ['mirror']), { around })).toReport({
      message: /^mirror "mirror" gives no valid image name;/,
    });
  });

  it('accepts mirrors that give a valid name, and sources of other images', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com']), { around })).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io/other', ['mirror/x']), { around })).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io/team', ['mirror/x']))).toReportNothing();
  });

  it('denies a removal after which an unusable mirror decides', () => {
    const before = idms('near').mirror('quay.io/team', ['m.example.com/x']);
    const cluster = [idms('broad').mirror('quay.io', ['mirror'])];
    expect(check(rule, before, { around, cluster, before, operation: 'DELETE' })).toReport({ path: '' });
    expect(
      check(rule, idms('c').mirror('ghcr.io/x', ['m.example.com/x']), { around, cluster }),
    ).toReportNothing();
  });
});
