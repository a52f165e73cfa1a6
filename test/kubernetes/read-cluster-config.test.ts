import { describe, expect, it } from '@jest/globals';
import { readClusterVersion, readImageConfig } from '../../src/kubernetes/read-cluster-config.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';

describe('readImageConfig', () => {
  it('distinguishes an empty list from an absent one, and skips values that are not strings', () => {
    const registrySources = {
      insecureRegistries: [],
      blockedRegistries: ['quay.io', 5],
      allowedRegistries: 'quay.io',
    };
    expect(readImageConfig({ spec: { registrySources } })).toEqual({
      insecureRegistries: [],
      blockedRegistries: ['quay.io'],
    });
    expect(readImageConfig({})).toEqual({});
  });
});

describe('readClusterVersion', () => {
  const desired = (fields: Record<string, string>) => readClusterVersion({ status: { desired: fields } });

  it('reads version and image', () => {
    expect(desired({ version: '4.18.3', image: 'quay.io/x@sha256:1' })).toEqual({
      version: { major: 4, minor: 18, patch: 3 },
      releaseImage: 'quay.io/x@sha256:1',
    });
    expect(desired({ version: '4.18.3', image: '' })).toEqual({
      version: { major: 4, minor: 18, patch: 3 },
      releaseImage: '',
    });
    expect(desired({ version: '4.18.3' })).toEqual({ version: { major: 4, minor: 18, patch: 3 } });
  });

  it('assumes the newest version if only the image is known, and returns nothing without either', () => {
    expect(desired({ version: 'next', image: 'quay.io/x' })).toEqual({
      version: newestVersion,
      isVersionAssumed: true,
      releaseImage: 'quay.io/x',
    });
    expect(desired({ version: 'next' })).toBeUndefined();
    expect(readClusterVersion({})).toBeUndefined();
  });
});
