import { describe, expect, it } from '@jest/globals';
import { icsp, idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-ignored-registry-lists.ts';
import { check } from '../../support/check.ts';
import { someRelease } from '../../support/cluster.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('no-ignored-registry-lists', () => {
  const imageConfig = { blockedRegistries: ['quay.io'] };
  const bad = icsp('release').mirror('quay.io/openshift-release-dev', ['mirror/release']);

  it('states how many registries are no longer blocked, and why', () => {
    // Before 4.16, such a mirror does not stop the MCO.
    expect(check(rule, bad, { imageConfig, releaseImage: someRelease, version: '4.15.1' })).toReport({
      path: 'spec.repositoryDigestMirrors[0].source',
      message:
        'nodes would ignore 1 blocked registry of image.config without any report; the operator cannot look up the release image: ' +
        'rewriting reference: repository name must be canonical. Correct the mirrors of the release image',
    });
  });

  it('names the pools in which MachineConfigs do not replace both files', () => {
    const conf = { '/etc/containers/registries.conf': 'unqualified-search-registries = []' };
    const policy = { '/etc/containers/policy.json': '{"default": [{"type": "insecureAcceptAnything"}]}' };
    const world = { imageConfig, releaseImage: someRelease, version: '4.15.1' };
    const both = poolFiles({ ...conf, ...policy }, ['worker']);
    expect(check(rule, bad, { ...world, facts: both })).toReport({
      message: /^nodes in pool master would ignore 1 blocked registry/,
    });
    expect(check(rule, bad, { ...world, facts: poolFiles(conf) })).toReport({
      message: /^nodes would ignore 1 blocked registry/,
    });
    expect(check(rule, bad, { ...world, facts: poolFiles({ ...conf, ...policy }) })).toReportNothing();
  });

  it('reports a blocked registry inside a wildcard source', () => {
    const wildcard = idms('all').mirror('*.quay.io', ['m.example.org/all']);
    const world = { imageConfig: { blockedRegistries: ['quay.io', 'a.quay.io'] }, releaseImage: someRelease };
    expect(check(rule, wildcard, world)).toReport({ message: /ignore 2 blocked registries/ });
  });

  it('reports nothing if the release image is not blocked or unknown', () => {
    expect(
      check(rule, bad, { imageConfig: { blockedRegistries: ['docker.io'] }, releaseImage: someRelease }),
    ).toReportNothing();
    expect(check(rule, bad, { imageConfig })).toReportNothing();
  });

  it('reports nothing if the operator stops, which other rules report', () => {
    const wildcard = idms('all').mirror('*.quay.io', ['m.example.org/all']);
    const world = {
      imageConfig: { ...imageConfig, insecureRegistries: ['a.quay.io'] },
      releaseImage: someRelease,
    };
    expect(check(rule, wildcard, world)).toReportNothing();
  });

  it('reports nothing if the lists were ignored before', () => {
    const subject = idms('other').mirror('ghcr.io/team', ['m.example.org/team']);
    expect(
      check(rule, subject, { imageConfig, releaseImage: someRelease, cluster: [bad] }),
    ).toReportNothing();
  });
});
