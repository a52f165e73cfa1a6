import { describe, expect, it } from '@jest/globals';
import { concerns, payloadRepositories } from '../../../src/rules/context/payload-repositories.ts';

const repository = 'quay.io/openshift-release-dev';

describe('payloadRepositories', () => {
  it('are the usual ones where nothing is known', () => {
    expect(payloadRepositories(undefined)).toEqual([
      `${repository}/ocp-release`,
      `${repository}/ocp-v4.0-art-dev`,
    ]);
  });

  it('hold the repository that the cluster names, once, and the components of its major version', () => {
    const version = { major: 5, minor: 0 };
    expect(
      payloadRepositories({ version, releaseImage: `r.example.com/ocp@sha256:${'0'.repeat(64)}` }),
    ).toEqual(['r.example.com/ocp', `${repository}/ocp-release`, `${repository}/ocp-v5.0-art-dev`]);
    expect(payloadRepositories({ version, releaseImage: `${repository}/ocp-release:4.20` })).toHaveLength(2);
    expect(payloadRepositories({ version, releaseImage: 'not an image' })).toHaveLength(2);
  });
});

describe('concerns', () => {
  it('asks whether a source matches a repository, not the reverse', () => {
    expect(concerns(new Set(['ghcr.io', 'quay.io']), [`${repository}/ocp-release`])).toBe(true);
    expect(concerns(new Set(['*.io']), ['r.quay.io/x'])).toBe(true);
    expect(
      concerns(new Set([`${repository}/ocp-release/x`, `${repository}/ocp`]), [`${repository}/ocp-release`]),
    ).toBe(false);
  });
});
