import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-unreachable-payload.ts';
import { check } from '../../support/check.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const releaseImage = `quay.io/openshift-release-dev/ocp-release@${digest}`;
const tags = itms('tags').mirror('quay.io', ['m.example.com/quay'], 'NeverContactSource');
const consequence = 'New nodes, restarted pods and upgrades fail. Add digest mirrors for it';

describe('no-unreachable-payload', () => {
  it('denies a block that leaves no location of the release image and its components', () => {
    const violations = check(rule, tags, { releaseImage });
    expect(violations.map(({ message }) => message)).toEqual([
      'nodes cannot pull the release image "quay.io/openshift-release-dev/ocp-release". Every location is in the blocked ' +
        `"quay.io" (ImageTagMirrorSet tags). ${consequence}`,
      'nodes cannot pull the components of the release "quay.io/openshift-release-dev/ocp-v4.0-art-dev". Every location is in ' +
        `the blocked "quay.io" (ImageTagMirrorSet tags). ${consequence}`,
    ]);
    expect(violations.map(({ severity }) => severity)).toEqual([undefined, undefined]);
  });

  it('denies it without a known release image', () => {
    expect(check(rule, tags)).toHaveLength(2);
  });

  it('allows it while digest mirrors remain, and reports the deletion of the last one', () => {
    const digests = icsp('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);
    expect(check(rule, tags, { releaseImage, cluster: [digests] })).toReportNothing();
    const world = { releaseImage, cluster: [tags], before: digests, operation: 'DELETE' as const };
    expect(check(rule, digests, world)).toHaveLength(2);
  });

  it('reports a mirror in a blocked registry', () => {
    const mirror = idms('release').mirror(
      'quay.io/openshift-release-dev',
      ['m.example.com/release'],
      'NeverContactSource',
    );
    const [violation] = check(rule, mirror, {
      releaseImage,
      cluster: [idms('m').mirror('m.example.com', ['n.example.com/m'], 'NeverContactSource')],
    });
    expect(violation?.message).toContain(
      'in the blocked "quay.io/openshift-release-dev" and "m.example.com"',
    );
    expect(violation?.related).toMatchObject([{ kind: 'ImageDigestMirrorSet', name: 'm' }]);
  });

  it('knows the repositories of OKD', () => {
    const block = (source: string) => itms('a').mirror(source, ['m.example.com/x'], 'NeverContactSource');
    const okd = { releaseImage: `quay.io/openshift/okd@${digest}` };
    expect(check(rule, block('quay.io/openshift/okd-content'), okd)).toReport({
      message: /^nodes cannot pull the components of the release "quay\.io\/openshift\/okd-content"/,
    });
    expect(
      check(rule, block('quay.io/okd'), { releaseImage: `quay.io/okd/scos-release@${digest}` }),
    ).toHaveLength(2);
    expect(check(rule, block('quay.io/openshift-release-dev'), okd)).toReportNothing();
  });

  it('only warns about the components of a release of unknown origin', () => {
    const ci = { releaseImage: `registry.ci.openshift.org/ocp/release@${digest}` };
    expect(check(rule, tags, ci)).toReport({
      severity: 'warn',
      message: /^nodes cannot pull the components of the release/,
    });
  });
});
