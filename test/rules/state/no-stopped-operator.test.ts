import { describe, expect, it } from '@jest/globals';
import { icsp, idms, image, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-stopped-operator.ts';
import { check } from '../../support/check.ts';

const stops = 'The Machine Config Operator would stop applying mirror changes';
const digest = `sha256:${'0'.repeat(64)}`;
const releaseImage = `quay.io/openshift-release-dev/ocp-release@${digest}`;
const openshift = { name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] };
const release = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);

describe('no-stopped-operator', () => {
  describe('with an image policy', () => {
    const facts = { imagePolicies: [{ name: 'signed', scopes: ['quay.io/team'] }] };

    it('names the mirror, the scope and the policy', () => {
      expect(
        check(rule, icsp('a').mirror('quay.io/team', ['m.example.com/x', 'mirror/x']), { facts }),
      ).toReport({
        path: 'spec.repositoryDigestMirrors[0].source',
        message:
          'mirror "mirror/x" gives no valid image name; ClusterImagePolicy signed needs one for scope "quay.io/team". ' +
          `${stops}: error adding clusterimagepolicy scope quay.io/team relevant mirrors: error getting digest sources for scope ` +
          'quay.io/team: rewriting reference: repository name must be canonical. ' +
          'Write a host with a dot or a port, followed by a repository',
      });
    });

    it('names the namespace of an ImagePolicy', () => {
      const imagePolicies = [{ name: 'signed', namespace: 'apps', scopes: ['quay.io/team'] }];
      const [violation] = check(rule, itms('a').mirror('quay.io', ['mirror']), { facts: { imagePolicies } });
      expect(violation?.message).toContain('mirror "mirror" gives no valid image name');
      expect(violation?.message).toContain('ImagePolicy apps/signed needs one for scope "quay.io/team"');
    });

    it('detects a source that is not canonical itself', () => {
      const imagePolicies = [{ name: 'hub', scopes: ['docker.io'] }];
      expect(
        check(rule, idms('a').mirror('docker.io', ['m.example.com/hub']), { facts: { imagePolicies } }),
      ).toReport({
        message:
          /^source "docker\.io" gives no valid image name; ClusterImagePolicy hub needs one for scope "docker\.io"/,
      });
    });

    it('allows valid names, and mirrors of other images', () => {
      expect(check(rule, idms('a').mirror('quay.io/team', ['m.example.com/x']), { facts })).toReportNothing();
      expect(check(rule, idms('a').mirror('quay.io/other', ['mirror/x']), { facts })).toReportNothing();
      expect(check(rule, idms('a').mirror('quay.io/team', ['mirror/x']))).toReportNothing();
    });

    it('reports a deletion that makes a bad mirror effective', () => {
      const before = idms('near').mirror('quay.io/team', ['m.example.com/x']);
      const cluster = [idms('broad').mirror('quay.io', ['mirror'])];
      expect(check(rule, before, { facts, cluster, before, operation: 'DELETE' })).toReport({ path: '' });
      expect(
        check(rule, idms('c').mirror('ghcr.io/x', ['m.example.com/x']), { facts, cluster }),
      ).toReportNothing();
    });

    it('reports the payload mirrors that make a block around the signed release effective', () => {
      const world = {
        imageConfig: { blockedRegistries: ['quay.io'] },
        releaseImage,
        version: '4.21.2',
        facts: { imagePolicies: [openshift] },
      };
      expect(check(rule, release, world)).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          'blockedRegistries contains "quay.io"; ClusterImagePolicy openshift requires signatures for ' +
          `"quay.io/openshift-release-dev/ocp-release". ${stops}: could not update policy json with new changes: clusterimagePolicy ` +
          'configured for the scope quay.io/openshift-release-dev/ocp-release is nested inside blockedRegistries. ' +
          'Block narrower registries, or delete the policy',
      });
      expect(check(rule, idms('a').mirror('ghcr.io/x', ['m.example.com/x']), world)).toReportNothing();
    });

    it('reports a policy outside allowedRegistries only with the write that introduces it', () => {
      const lists = { allowedRegistries: ['registry.redhat.io'] };
      expect(check(rule, release, { imageConfig: lists, facts })).toReportNothing();
      expect(check(rule, image(lists), { facts })).toReport({
        path: 'spec.registrySources.allowedRegistries',
        message:
          `ClusterImagePolicy signed requires signatures for "quay.io/team"; allowedRegistries does not list it. ${stops}: ` +
          'could not update policy json with new changes: clusterimagePolicy configured for the scope quay.io/team is not nested ' +
          'inside allowedRegistries. Add the scope to allowedRegistries, or delete the policy',
      });
    });

    it('reports the mirror of a blocked release, since nothing else is allowed then', () => {
      const own = idms('release').mirror('registry.example.org/release', ['m.example.com/release']);
      const world = {
        imageConfig: { blockedRegistries: ['registry.example.org'] },
        releaseImage: `registry.example.org/release@${digest}`,
        facts,
      };
      expect(check(rule, own, world)).toReport({
        path: 'spec.imageDigestMirrors[0].source',
        message:
          /^ClusterImagePolicy signed requires signatures for "quay\.io\/team"; only the mirrored release is allowed\. /,
      });
    });

    it('reports a registries.conf that cannot be loaded', () => {
      const world = { imageConfig: { blockedRegistries: ['ghcr.io/'] }, facts };
      expect(check(rule, idms('a').mirror('quay.io/x', ['m.example.com/x']), world)).toReportNothing();
      expect(
        check(rule, icsp('a').mirror('http://quay.io/x', ['m.example.com/x']), { facts, version: '4.15.2' }),
      ).toReport({
        path: 'spec.repositoryDigestMirrors[0].source',
        message:
          /^registries\.conf cannot be loaded, and ClusterImagePolicy signed makes the operator load it\. The .*: loading registries configuration: /,
      });
    });
  });

  it('leaves a file that cannot be loaded to the rule about the source that stops the operator first', () => {
    const imagePolicies = [{ name: 'signed', scopes: ['quay.io/team'] }];
    const wildcard = icsp('a').mirror('*.example.com/team', ['m.example.com/x']);
    expect(check(rule, wildcard, { facts: { imagePolicies } })).toReportNothing();
  });

  it('reports nothing if an object adds mirrors of the payload to a state that stops already', () => {
    const imageConfig = { blockedRegistries: ['quay.io'] };
    const world = { imageConfig, releaseImage, facts: { imagePolicies: [openshift] } };
    expect(check(rule, release, world)).toReport({ message: /is nested inside blockedRegistries/ });
    const more = idms('more').mirror('quay.io/openshift-release-dev', ['n.example.com/release']);
    expect(check(rule, more, { ...world, cluster: [release] })).toReportNothing();
  });

  it('reports the deletion that starts a crash loop', () => {
    const mirror = idms('release').mirror('registry.company.com/ocp/release', ['m.example.com/release']);
    const world = {
      imageConfig: { blockedRegistries: ['*.com'] },
      releaseImage: `registry.company.com/ocp/release@${digest}`,
    };
    expect(check(rule, mirror, { ...world, before: mirror, operation: 'DELETE' })).toReport({
      path: '',
      message:
        'a wildcard in blockedRegistries contains the release image "registry.company.com/ocp/release", which has no ' +
        'mirror. The machine-config-controller would crash at every start and roll out no configuration at all: ' +
        'runtime error: invalid memory address or nil pointer dereference. ' +
        'Replace the wildcard with the registries that it should match',
    });
    expect(check(rule, mirror, world)).toReportNothing();
  });

  describe('starting with 4.23', () => {
    const imageConfig = { blockedRegistries: ['registry.company.com'] };
    const ownRelease = `registry.company.com/ocp/release@${digest}`;
    const mirror = idms('release').mirror('registry.company.com/ocp', ['m.example.com/ocp']);

    it('denies a write after which the controller does not start', () => {
      const world = { imageConfig, releaseImage: ownRelease, before: mirror, operation: 'DELETE' as const };
      expect(check(rule, mirror, { ...world, version: '4.23.0' })).toReport({
        message:
          'no location of "registry.company.com/ocp/release" can be used while it is in a blocked registry. ' +
          'The machine-config-controller does not start: registry registry.company.com is blocked. ' +
          'Mirror the release image, or block narrower registries',
      });
      expect(check(rule, mirror, { ...world, version: '5.0.1' })).toHaveLength(1);
      expect(check(rule, mirror, { ...world, version: '4.22.1' })).toReportNothing();
    });

    it.each([
      ['slash at its end', 'registry.company.com/', ownRelease],
      ['host without the port', 'registry.company.com', `registry.company.com:5000/ocp/release@${digest}`],
    ])('names the blocked registry if it is a %s', (_, scope, releaseImage) => {
      const subject = image({ blockedRegistries: [scope] });
      const [repository] = releaseImage.split('@');
      expect(check(rule, subject, { releaseImage, version: '5.0.1' })).toReport({
        path: 'spec.registrySources.blockedRegistries[0]',
        message:
          `no location of "${repository}" can be used while it is in a blocked registry. The ` +
          'machine-config-controller does not start: registry registry.company.com is blocked. Mirror the ' +
          'release image, or block narrower registries',
      });
    });

    it('names NeverContactSource if blockedRegistries contain no registry of the release', () => {
      const subject = itms('tags').mirror(
        'registry.company.com',
        ['m.example.com/all'],
        'NeverContactSource',
      );
      expect(check(rule, subject, { releaseImage: ownRelease, version: '5.0.1' })).toReport({
        path: 'spec.imageTagMirrors[0].source',
        message:
          'every location of "registry.company.com/ocp/release" is blocked. The machine-config-controller ' +
          'does not start: registry registry.company.com is blocked. Add digest mirrors for it, or remove ' +
          'NeverContactSource',
      });
    });

    it('reports a mirror that gives no valid image name', () => {
      const subject = icsp('release').mirror('registry.company.com/ocp/release', ['mirror/x']);
      expect(check(rule, subject, { imageConfig, releaseImage: ownRelease, version: '4.23.1' })).toReport({
        path: 'spec.repositoryDigestMirrors[0].source',
        message:
          'a mirror of "registry.company.com/ocp/release" gives no valid image name. The ' +
          'machine-config-controller does not start: rewriting reference: repository name must be canonical. ' +
          'Write a host with a dot or a port, and a repository behind it',
      });
    });
  });
});
