import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-mirrors-hidden-from-hosted-clusters.ts';
import { check } from '../../support/check.ts';

describe('no-mirrors-hidden-from-hosted-clusters', () => {
  const platform = { isManaged: false, isHostedGuest: false, isHostingHub: true, isSingleNode: false };
  const wildcard = (make: typeof idms) =>
    make('a').mirror('quay.io/a', ['m.io/a']).mirror('*.example.com', ['m.io/b']);

  it('reports tag mirrors once per object', () => {
    expect(check(rule, wildcard(itms), { facts: { platform } })).toReport({
      path: '',
      message: /do not use ImageTagMirrorSets/,
    });
  });

  it('reports each wildcard', () => {
    const wildcards = idms('a').mirror('quay.io/a', ['ghcr.io/a']).mirror('*.example.com', ['ghcr.io/b']);
    expect(check(rule, wildcards, { facts: { platform } })).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message: /wildcard "\*\.example\.com"/,
    });
  });

  it('warns about a source that is a whole registry', () => {
    const root = idms('a').mirror('registry.redhat.io', ['quay.io/redhat']).mirror('gcr.io/x', ['quay.io/x']);
    expect(check(rule, root, { facts: { platform } })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      severity: 'warn',
      message:
        'older releases of HyperShift do not apply the root-registry source "registry.redhat.io" to hosted clusters. ' +
        'The lookup of their release image fails (OCPBUGS-33951); list the repositories',
    });
  });

  it('reports each private mirror host once', () => {
    const mirrors = ['m.example.com:5000/a', 'm.example.com:5000/b', 'quay.io/c'];
    expect(check(rule, idms('a').mirror('quay.io/a', mirrors), { facts: { platform } })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'HyperShift contacts the private mirror "m.example.com:5000" itself for hosted clusters. ' +
        'Set spec.additionalTrustBundle of each HostedCluster to its CA',
    });
  });

  it('allows other entries, and all entries in other clusters', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['ghcr.io/a']), { facts: { platform } }),
    ).toReportNothing();
    expect(
      check(rule, wildcard(itms), { facts: { platform: { ...platform, isHostingHub: false } } }),
    ).toReportNothing();
    expect(check(rule, wildcard(itms))).toReportNothing();
  });
});
