import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateSecretStore } from '../../src/cluster/certificate-secret.ts';
import { FakeApi } from './fake-api.ts';

const path = '/api/v1/namespaces/guard/secrets/ca';

let api: FakeApi;
let store: CertificateSecretStore;

beforeEach(async () => {
  api = await new FakeApi().start();
  store = new CertificateSecretStore({ api: api.connection, namespace: 'guard', name: 'ca' });
});
afterEach(() => api.stop());

describe('CertificateSecretStore', () => {
  it('reads an absent Secret, creates it and reads it back', async () => {
    expect(await store.read()).toEqual({ kind: 'absent' });
    expect(await store.create({ 'tls.crt': 'naïve' })).toBe('written');
    expect(await store.read()).toEqual({ kind: 'ours', texts: { 'tls.crt': 'naïve' }, version: '1' });
  });

  it('returns conflict to the second of two replicas that create the Secret', async () => {
    await store.create({ a: '1' });
    expect(await store.create({ a: '2' })).toBe('conflict');
    expect(await store.read()).toMatchObject({ texts: { a: '1' } });
  });

  it('replaces all keys of the version that was read, and returns conflict for an older version', async () => {
    await store.create({ a: '1', b: '1' });
    await store.read();
    expect(await store.replace({ a: '2' }, '1')).toBe('written');
    expect(await store.replace({ a: '3' }, '1')).toBe('conflict');
    expect(await store.read()).toMatchObject({ texts: { a: '2' } });
  });

  it('does not create a deleted Secret again when replacing it', async () => {
    await store.create({ a: '1' });
    await store.read();
    api.objects.clear();
    expect(await store.replace({ a: '2' }, '1')).toBe('conflict');
    expect(api.objects.size).toBe(0);
  });

  it('retains labels, annotations and owners of other clients', async () => {
    await store.create({ a: '1' });
    const stored = api.objects.get(path);
    const metadata = {
      annotations: { theirs: 'yes' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'u' }],
      managedFields: [{ manager: 'x' }],
    };
    api.put(path, { ...stored, metadata });
    const read = await store.read();
    if (read.kind !== 'ours') throw new Error(read.kind);
    await store.replace({ a: '2' }, read.version);
    const { annotations, ownerReferences } = metadata;
    expect(api.objects.get(path)?.metadata).toMatchObject({ annotations, ownerReferences });
    expect(api.objects.get(path)?.metadata).not.toHaveProperty('managedFields');
  });

  it('reports a Secret of another type as foreign, and reads an own Secret without data', async () => {
    api.put(path, { type: 'Opaque', data: {} });
    const why = expect.stringMatching(
      /^Secret guard\/ca was not created by mirrorguard: its type is "Opaque", not mirrorguard\/certificates/,
    );
    expect(await store.read()).toEqual({ kind: 'foreign', why });
    api.put(path, { type: 'mirrorguard/certificates' });
    expect(await store.read()).toMatchObject({ kind: 'ours', texts: {} });
  });

  it('rejects with the message of the API server', async () => {
    api.respondNext('GET', 403, 'secrets "ca" is forbidden');
    await expect(store.read()).rejects.toThrow(
      `the API server returned 403 for GET ${path}: secrets "ca" is forbidden`,
    );
    api.respondNext('POST', 403, 'no');
    await expect(store.create({})).rejects.toThrow('returned 403 for POST');
    await store.create({});
    api.respondNext('PUT', 422, 'too large');
    await expect(store.replace({}, '1')).rejects.toThrow('too large');
  });
});
