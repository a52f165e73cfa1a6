import { describe, expect, it } from '@jest/globals';
import { CaBundleStore } from '../../src/cluster/ca-bundle.ts';
import { FakeApi } from './fake-api.ts';

const root = '/apis/admissionregistration.k8s.io/v1';
const service = { name: 'guard', namespace: 'ns' };
const encode = (text: string) => Buffer.from(text).toString('base64');

function opened() {
  const api = new FakeApi();
  return { api, store: new CaBundleStore({ api: api.client, configuration: 'guard', service }) };
}

const webhook = (name: string, clientConfig: object) => ({ name, clientConfig });

describe('caBundle in the webhook configurations', () => {
  it('is read from the webhooks that call our Service, and from no others', async () => {
    const { api, store } = opened();
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

  it('is not there where no configuration calls us', async () => {
    const { api, store } = opened();
    expect(await store.read()).toEqual([]);
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      webhooks: [webhook('a.test', { url: 'https://elsewhere.test' })],
    });
    api.put(`${root}/validatingwebhookconfigurations/guard`, {});
    expect(await store.read()).toEqual([]);
  });

  it('is applied as that one field of our webhooks, to the version that was read', async () => {
    const { api, store } = opened();
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      metadata: { uid: 'u' },
      webhooks: [webhook('a.test', { service })],
    });
    const [published] = await store.read();
    if (published === undefined) throw new Error('nothing was read');
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

  it('is in conflict when the configuration changed or went away, and else told in the words of the API server', async () => {
    const { api, store } = opened();
    api.put(`${root}/mutatingwebhookconfigurations/guard`, {
      metadata: { uid: 'u' },
      webhooks: [webhook('a.test', { service })],
    });
    const [published] = await store.read();
    if (published === undefined) throw new Error('nothing was read');
    for (const status of [409, 404]) {
      api.answerNext('PATCH', status, 'another one');
      expect(await store.write(published, 'a CA')).toBe('conflict');
    }
    api.answerNext('PATCH', 403, 'cannot patch');
    await expect(store.write(published, 'a CA')).rejects.toThrow('cannot patch');
    api.answerNext('GET', 403, 'cannot get');
    await expect(store.read()).rejects.toThrow('cannot get');
  });
});
