import { describe, expect, it } from '@jest/globals';
import { CertificateSecretStore } from '../../src/cluster/certificate-secret.ts';
import { FakeApi } from './fake-api.ts';

const path = '/api/v1/namespaces/guard/secrets/ca';

function opened() {
  const api = new FakeApi();
  return { api, store: new CertificateSecretStore({ api: api.client, namespace: 'guard', name: 'ca' }) };
}

describe('the Secret in the cluster', () => {
  it('is absent, then ours', async () => {
    const { store } = opened();
    expect(await store.read()).toEqual({ kind: 'absent' });
    expect(await store.create({ 'tls.crt': 'naïve' })).toBe('written');
    expect(await store.read()).toEqual({ kind: 'ours', texts: { 'tls.crt': 'naïve' }, version: '1' });
  });

  it('is created by one of two', async () => {
    const { store } = opened();
    await store.create({ a: '1' });
    expect(await store.create({ a: '2' })).toBe('conflict');
    expect(await store.read()).toMatchObject({ texts: { a: '1' } });
  });

  it('is replaced whole by whoever has read the last version', async () => {
    const { store } = opened();
    await store.create({ a: '1', b: '1' });
    await store.read();
    expect(await store.replace({ a: '2' }, '1')).toBe('written');
    expect(await store.replace({ a: '3' }, '1')).toBe('conflict');
    expect(await store.read()).toMatchObject({ texts: { a: '2' } });
  });

  it('is not brought back by a replacement when it was deleted', async () => {
    const { api, store } = opened();
    await store.create({ a: '1' });
    await store.read();
    api.objects.clear();
    expect(await store.replace({ a: '2' }, '1')).toBe('conflict');
  });

  it('keeps labels, annotations and owners that others have put on it', async () => {
    const { api, store } = opened();
    await store.create({ a: '1' });
    const stored = api.objects.get(path);
    const theirs = {
      annotations: { theirs: 'yes' },
      ownerReferences: [{ name: 'x' }],
      managedFields: [{ manager: 'x' }],
    };
    api.put(path, { ...stored, metadata: theirs });
    const read = await store.read();
    if (read.kind !== 'ours') throw new Error(read.kind);
    await store.replace({ a: '2' }, read.version);
    expect(api.objects.get(path)?.metadata).toMatchObject({
      annotations: { theirs: 'yes' },
      ownerReferences: [{ name: 'x' }],
    });
    expect(api.objects.get(path)?.metadata).not.toHaveProperty('managedFields');
  });

  it('is foreign when it has another type, and may be without any data when it is ours', async () => {
    const { api, store } = opened();
    api.put(path, { type: 'Opaque', data: {} });
    const why = expect.stringMatching(/^Secret guard\/ca was not made by mirrorguard \(its type is "Opaque"/);
    expect(await store.read()).toEqual({ kind: 'foreign', why });
    api.put(path, { type: 'mirrorguard/certificates' });
    expect(await store.read()).toMatchObject({ kind: 'ours', texts: {} });
  });

  it('cannot be read or written against the will of the API server, in whose words it is told', async () => {
    const { api, store } = opened();
    api.answerNext('GET', 403, 'secrets "ca" is forbidden');
    await expect(store.read()).rejects.toThrow(
      `the API server answers 403 to GET ${path}: secrets "ca" is forbidden`,
    );
    api.answerNext('POST', 403, 'no');
    await expect(store.create({})).rejects.toThrow('answers 403 to POST');
    await store.create({});
    api.answerNext('PUT', 422, 'too large');
    await expect(store.replace({}, '1')).rejects.toThrow('too large');
  });
});
