import { describe, expect, it } from '@jest/globals';
import { readPullSecretHosts } from '../../src/kubernetes/pull-secret.ts';

const metadata = { name: 'pull-secret', namespace: 'openshift-config' };
const config = (...keys: readonly string[]) =>
  JSON.stringify({ auths: Object.fromEntries(keys.map((key) => [key, { auth: 'c2VjcmV0' }])) });
const secret = (text: string) => ({
  kind: 'Secret',
  metadata,
  data: { '.dockerconfigjson': Buffer.from(text).toString('base64') },
});

describe('readPullSecretHosts', () => {
  it('returns each host with its port once, without credentials', () => {
    const keys = ['quay.io/team', 'quay.io', 'm.example.com:5000', 'https://index.docker.io/v1/'];
    expect(readPullSecretHosts([secret(config(...keys))])).toEqual([
      'docker.io',
      'm.example.com:5000',
      'quay.io',
    ]);
  });

  it('reads a secret with stringData too', () => {
    expect(
      readPullSecretHosts([
        { kind: 'Secret', metadata, stringData: { '.dockerconfigjson': config('quay.io') } },
      ]),
    ).toEqual(['quay.io']);
  });

  it('ignores other secrets', () => {
    expect(
      readPullSecretHosts([
        { ...secret(config('quay.io')), metadata: { ...metadata, namespace: 'default' } },
      ]),
    ).toBeUndefined();
    expect(readPullSecretHosts([{ ...secret(config('quay.io')), kind: 'ConfigMap' }])).toBeUndefined();
  });

  it('returns undefined for a redacted or malformed value', () => {
    for (const text of ['', 'not json', '[]', '{"auths":[]}'])
      expect(readPullSecretHosts([secret(text)])).toBeUndefined();
    expect(
      readPullSecretHosts([{ kind: 'Secret', metadata, data: { '.dockerconfigjson': '***' } }]),
    ).toBeUndefined();
    expect(readPullSecretHosts([{ kind: 'Secret', metadata }])).toBeUndefined();
  });
});
