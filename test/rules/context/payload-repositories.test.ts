import { describe, expect, it } from '@jest/globals';
import {
  concerns,
  isPayloadRepository,
  payloadRepositories,
} from '../../../src/rules/context/payload-repositories.ts';

const repository = 'quay.io/openshift-release-dev';

describe('payloadRepositories', () => {
  it('are those of OpenShift if the version is unknown', () => {
    expect(payloadRepositories(undefined)).toEqual([
      `${repository}/ocp-release`,
      `${repository}/ocp-v4.0-art-dev`,
    ]);
  });

  it.each([
    ['quay.io/openshift/okd', 'quay.io/openshift/okd-content'],
    ['quay.io/okd/scos-release', 'quay.io/okd/scos-content'],
  ])('are %s and its components for an OKD release', (release, components) => {
    const version = { major: 4, minor: 19 };
    expect(payloadRepositories({ version, releaseImage: `${release}@sha256:${'0'.repeat(64)}` })).toEqual([
      release,
      components,
    ]);
  });

  it('contain the repository of the release image once, and the components of its major version', () => {
    const version = { major: 5, minor: 0 };
    expect(
      payloadRepositories({ version, releaseImage: `r.example.com/ocp@sha256:${'0'.repeat(64)}` }),
    ).toEqual(['r.example.com/ocp', `${repository}/ocp-release`, `${repository}/ocp-v5.0-art-dev`]);
    expect(payloadRepositories({ version, releaseImage: `${repository}/ocp-release:4.20` })).toHaveLength(2);
    expect(payloadRepositories({ version, releaseImage: 'not an image' })).toHaveLength(2);
  });
});

describe('isPayloadRepository', () => {
  it.each([
    `${repository}/ocp-release`,
    `${repository}/ocp-v4.0-art-dev`,
    `${repository}/ocp-v5.0-art-dev`,
    'quay.io/openshift/okd',
    'quay.io/openshift/okd-content',
    'quay.io/okd/scos-release',
    'quay.io/okd/scos-content',
  ])('is true for %s', (source) => {
    expect(isPayloadRepository(source)).toBe(true);
  });

  it.each(['quay.io', repository, 'quay.io/openshift/okd/x', 'quay.io/okd'])('is false for %s', (source) => {
    expect(isPayloadRepository(source)).toBe(false);
  });
});

describe('concerns', () => {
  it('tests whether a source matches a repository, not the reverse', () => {
    expect(concerns(new Set(['ghcr.io', 'quay.io']), [`${repository}/ocp-release`])).toBe(true);
    expect(concerns(new Set(['*.io']), ['r.quay.io/x'])).toBe(true);
    expect(
      concerns(new Set([`${repository}/ocp-release/x`, `${repository}/ocp`]), [`${repository}/ocp-release`]),
    ).toBe(false);
  });
});
