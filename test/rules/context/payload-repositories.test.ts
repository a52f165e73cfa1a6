import { describe, expect, it } from '@jest/globals';
import { isPayloadRepository, payloadRepositories } from '../../../src/rules/context/payload-repositories.ts';

const repository = 'quay.io/openshift-release-dev';

describe('payloadRepositories', () => {
  it('are the default repositories if the release is unknown', () => {
    expect(payloadRepositories(undefined)).toEqual([
      `${repository}/ocp-release`,
      `${repository}/ocp-v4.0-art-dev`,
    ]);
  });

  it('include the repository of the cluster once, and the components of its major version', () => {
    const version = { major: 5, minor: 0 };
    expect(
      payloadRepositories({ version, releaseImage: `r.example.com/ocp@sha256:${'0'.repeat(64)}` }),
    ).toEqual(['r.example.com/ocp', `${repository}/ocp-release`, `${repository}/ocp-v5.0-art-dev`]);
    expect(payloadRepositories({ version, releaseImage: `${repository}/ocp-release:4.20` })).toHaveLength(2);
    expect(payloadRepositories({ version, releaseImage: 'not an image' })).toHaveLength(2);
  });
});

describe('payloadRepositories of OKD', () => {
  it('are the repositories of the release of the cluster', () => {
    const version = { major: 4, minor: 20 };
    expect(payloadRepositories({ version, releaseImage: 'quay.io/okd/scos-release:4.20' })).toEqual([
      'quay.io/okd/scos-release',
      'quay.io/okd/scos-content',
    ]);
    expect(payloadRepositories({ version, releaseImage: 'quay.io/openshift/okd:4.15' })).toEqual([
      'quay.io/openshift/okd',
      'quay.io/openshift/okd-content',
    ]);
  });
});

describe('isPayloadRepository', () => {
  it('is true for repositories of releases and components, and false for broader sources', () => {
    expect(isPayloadRepository(`${repository}/ocp-release`)).toBe(true);
    expect(isPayloadRepository(repository)).toBe(true);
    expect(isPayloadRepository('quay.io/openshift/okd-content')).toBe(true);
    expect(isPayloadRepository('quay.io')).toBe(false);
    expect(isPayloadRepository(`${repository}/ocp-release-nightly`)).toBe(false);
  });
});
