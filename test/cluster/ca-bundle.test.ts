import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CaBundleStore } from '../../src/cluster/ca-bundle.ts';
import { FakeApi } from './fake-api.ts';

const root = '/apis/admissionregistration.k8s.io/v1';
const service = { name: 'guard', namespace: 'ns' };
const encode = (text: string) => Buffer.from(text).toString('base64');

let api: FakeApi;
let store: CaBundleStore;

beforeEach(async () => {
  api = await new FakeApi().start();
  store = new CaBundleStore({ api: api.connection, configuration: 'guard', service });
});
afterEach(() => api.stop());

const webhook = (name: string, clientConfig: object) => ({ name, clientConfig });

describe('CaBundleStore', () => {
  it('reads caBundle of the webhooks that call the Service, and of no others', async () => {
    api.put(`${root}/validatingwebhookconfigurations/guard`, {
      metadata: { uid: 'u' },
      webhooks: [
        webhook('a.test', { service, caBundle: encode('a CA') }),
        webhook('b.test', { service }),
        webhook('c.test', { service: { ...service, namespace: 'other' }, caBundle: encode('theirs') }),
        webhook('d.test', { url: 'https://elsewhere.test' }),
      ],
    });
    expect(await store.read()).toEqual([
      {
        target: 'ValidatingWebhookConfiguration "guard"',
        kind: 'ValidatingWebhookConfiguration',
        bundlePems: ['a CA', ''],
        webhooks: ['a.test', 'b.test'],
        uid: 'u',
        version: '1',
      },
    ]);
  });

  it('reads no caBundle if no configuration calls the Service', async () => {
    expect(await store.read()).toEqual([]);
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      webhooks: [webhook('a.test', { url: 'https://elsewhere.test' })],
    });
    api.put(`${root}/validatingwebhookconfigurations/guard`, {});
    expect(await store.read()).toEqual([]);
  });

  it('applies caBundle alone, with server-side apply to the version that was read', async () => {
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      metadata: { uid: 'u' },
      webhooks: [webhook('a.test', { service })],
    });
    const [published] = await store.read();
    if (published === undefined) throw new Error('no caBundle');
    expect(await store.write(published, 'a CA')).toBe('written');
    expect(api.calls.at(-1)).toEqual({
      method: 'PATCH',
      path: `${root}/mutatingwebhookconfigurations/guard?fieldManager=mirrorguard-certificates&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'guard', uid: 'u', resourceVersion: '1' },
        webhooks: [{ name: 'a.test', clientConfig: { caBundle: encode('a CA') } }],
      },
    });
  });

  it('returns conflict if the configuration was changed or deleted, and rejects on other errors', async () => {
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      metadata: { uid: 'u' },
      webhooks: [webhook('a.test', { service })],
    });
    const [published] = await store.read();
    if (published === undefined) throw new Error('no caBundle');
    for (const status of [409, 404]) {
      api.respondNext('PATCH', status, 'another one');
      expect(await store.write(published, 'a CA')).toBe('conflict');
    }
    api.respondNext('PATCH', 403, 'cannot patch');
    await expect(store.write(published, 'a CA')).rejects.toThrow('cannot patch');
    api.respondNext('GET', 403, 'cannot get');
    await expect(store.read()).rejects.toThrow('cannot get');
  });
});
