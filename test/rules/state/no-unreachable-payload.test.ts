import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../../src/policy/evaluate.ts';
import { icsp, idms, image, itms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';
import rule from '../../../src/rules/state/no-unreachable-payload.ts';
import { check } from '../../support/check.ts';
import { poolFiles } from '../../support/machine-config.ts';

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

  it('names the broader block that an insecure registry inherits', () => {
    const lists = { insecureRegistries: ['quay.io'], blockedRegistries: ['*.io'] };
    const mirrored = idms('a').mirror('quay.io/ocp/release', ['mirror.example.com/release']);
    // The image policy stops the operator before it writes policy.json.
    const world = {
      cluster: [mirrored],
      before: image({}),
      releaseImage: `quay.io/ocp/release@${digest}`,
      facts: { imagePolicies: [{ name: 'signed', scopes: ['*.src.io'] }] },
    };
    expect(check(rule, image(lists), world)).toReport({
      path: 'spec.registrySources.blockedRegistries[0]',
      message:
        /the components of the release .* Every location is in the blocked "quay\.io" \(Image cluster\)\./,
    });
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

  it('reports a block of the repositories of OKD', () => {
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

  describe('with a policy.json that rejects the payload', () => {
    const payload = idms('release')
      .mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/ocp/release'])
      .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.example.com/ocp/art-dev']);
    const blocked = { imageConfig: { blockedRegistries: ['docker.io', 'quay.io'] } };
    const ofComponents = {
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'nodes cannot pull the components of the release ' +
        '"quay.io/openshift-release-dev/ocp-v4.0-art-dev". blockedRegistries lists "quay.io", regardless ' +
        'of its mirrors; error: "is rejected by policy". New nodes, restarted pods and upgrades fail. ' +
        'Set NeverContactSource instead of the block',
    };

    it('denies mirrors of the release image that make a block around its components effective', () => {
      expect(check(rule, payload, { ...blocked, releaseImage, version: '4.20.7' })).toReport(ofComponents);
      expect(check(rule, payload, { ...blocked, releaseImage })[0]?.related).toEqual([
        {
          kind: 'Image',
          name: 'cluster',
          path: ['spec', 'registrySources', 'blockedRegistries', 1],
        },
      ]);
    });

    it('assumes the release image of OpenShift if none is known', () => {
      expect(check(rule, payload, blocked)).toReport(ofComponents);
    });

    it('accepts a block that the operator drops because the release image has no mirror', () => {
      const team = itms('team').mirror('registry.redhat.io/team', ['m.example.com/team']);
      const write = image({ blockedRegistries: ['quay.io'] });
      for (const version of [{}, { releaseImage, version: '4.20.7' }]) {
        expect(check(rule, team, { ...blocked, ...version })).toReportNothing();
        expect(check(rule, write, { before: image({}), ...version })).toReportNothing();
      }
    });

    it('denies allowedRegistries without the payload', () => {
      const write = image({ allowedRegistries: ['registry.redhat.io', 'm.example.com'] });
      const rejected = (role: string, repository: string) =>
        `nodes cannot pull ${role} "quay.io/openshift-release-dev/${repository}". allowedRegistries does not ` +
        'list it, regardless of its mirrors; error: "is rejected by policy". New nodes, restarted pods and ' +
        'upgrades fail. Add it to allowedRegistries';
      const path = 'spec.registrySources.allowedRegistries';
      expect(check(rule, write, { before: image({}), cluster: [payload], releaseImage })).toReport(
        { path, message: rejected('the release image', 'ocp-release') },
        { path, message: rejected('the components of the release', 'ocp-v4.0-art-dev') },
      );
      const complete = image({ allowedRegistries: ['registry.redhat.io', 'quay.io/openshift-release-dev'] });
      expect(check(rule, complete, { before: image({}), releaseImage })).toReportNothing();
    });

    it('does not deny a mirror set because of allowedRegistries that are stored', () => {
      const imageConfig = { allowedRegistries: ['registry.redhat.io'] };
      expect(check(rule, payload, { imageConfig, releaseImage })).toReportNothing();
    });

    it('leaves a policy.json that accepts nothing but the release image to its own rule', () => {
      const imageConfig = { blockedRegistries: ['quay.io/openshift-release-dev/ocp-release'] };
      expect(check(rule, payload, { imageConfig, releaseImage })).toReportNothing();
    });

    it('uses the policy.json of a MachineConfig in place of that of the operator', () => {
      const policy = (verdict: string) => ({
        default: [{ type: 'insecureAcceptAnything' }],
        transports: { docker: { 'quay.io': [{ type: verdict }] } },
      });
      const withPolicy = (verdict: string) =>
        poolFiles({ '/etc/containers/policy.json': JSON.stringify(policy(verdict)) });
      expect(
        check(rule, payload, { ...blocked, releaseImage, facts: withPolicy('insecureAcceptAnything') }),
      ).toReportNothing();
      const { facts } = stageExample({ subject: image({}), releaseImage, facts: withPolicy('reject') });
      const rejected = { host: 'cli' as const, reports: 'state' as const, subjects: [], facts };
      expect(evaluate([rule], rejected)).toMatchObject([
        {
          violations: [
            {
              object: { kind: 'MachineConfig', name: '99-master-zz' },
              path: ['spec', 'config', 'storage', 'files', 0, 'path'],
              message:
                'nodes of master cannot pull the release image ' +
                '"quay.io/openshift-release-dev/ocp-release". The policy.json of MachineConfig 99-master-zz ' +
                'rejects it; error: "is rejected by policy". New nodes, restarted pods and upgrades fail. ' +
                'Accept it in that file',
            },
            { object: { name: '99-worker-zz' } },
            { object: { name: '99-master-zz' } },
            { object: { name: '99-worker-zz' } },
          ],
        },
      ]);
    });
  });

  it('denies a mirror that makes the pull of the release image fail without fallback', () => {
    const shallow = idms('release').mirror('quay.io/openshift-release-dev/ocp-release', [
      'm.example.com/release',
      'docker.io/release',
    ]);
    expect(check(rule, shallow, { releaseImage })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'nodes cannot pull the release image "quay.io/openshift-release-dev/ocp-release". Mirror ' +
        '"docker.io/release" makes each pull fail without fallback; error: "repository name must be canonical". ' +
        'New nodes, restarted pods and upgrades fail. Correct the mirror',
    });
    expect(check(rule, shallow)).toHaveLength(1);
    const label = idms('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror/release']);
    expect(check(rule, label, { releaseImage })).toReportNothing();
    const deep = idms('release').mirror('quay.io/openshift-release-dev', ['docker.io/release']);
    expect(check(rule, deep, { releaseImage })).toReportNothing();
  });

  it('names the pool whose MachineConfig blocks the payload', () => {
    const dropIn = '[[registry]]\nlocation = "quay.io/openshift-release-dev"\nblocked = true\n';
    const facts = poolFiles({ '/etc/containers/registries.conf.d/50-edge.conf': dropIn }, ['worker']);
    const mirrors = idms('release').mirror('quay.io/openshift-release-dev', ['m.example.com/release']);
    const narrow = idms('narrow')
      .mirror('quay.io/openshift-release-dev/ocp-release', ['m.example.com/release/ocp-release'])
      .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.example.com/release/art-dev']);
    const deletion = { before: narrow, operation: 'DELETE' as const, cluster: [mirrors] };
    const message = (role: string, repository: string) =>
      `nodes of worker cannot pull ${role} "quay.io/openshift-release-dev/${repository}". Every location is in ` +
      'the blocked "quay.io/openshift-release-dev" (MachineConfig 99-worker-zz). New nodes, restarted pods ' +
      'and upgrades fail. Correct that file';
    expect(check(rule, narrow, { ...deletion, releaseImage, facts })).toReport(
      { message: message('the release image', 'ocp-release') },
      { message: message('the components of the release', 'ocp-v4.0-art-dev') },
    );
  });
});
