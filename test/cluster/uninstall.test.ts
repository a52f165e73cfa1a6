import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer, ApiCall, ApiClient } from '../../src/cluster/api-connection.ts';
import { uninstall } from '../../src/cluster/uninstall.ts';

const installation = {
  namespace: 'guard',
  deployment: 'mirrorguard',
  podSelector: 'app=mirrorguard',
  webhookConfiguration: 'mirrorguard',
  caSecret: 'mirrorguard-ca',
  lease: 'mirrorguard',
};

/** An API server of a few words: answers by a function of the call, and writes down what was asked. */
function recording(answer: (call: ApiCall) => ApiAnswer): {
  readonly api: ApiClient;
  readonly calls: string[];
} {
  const calls: string[] = [];
  const api: ApiClient = async (call) => {
    calls.push(`${call.method} ${call.path.split('?')[0]?.split('/').slice(-2).join('/')}`);
    return answer(call);
  };
  return { api, calls };
}

const configuration = { webhooks: [{ name: 'one', failurePolicy: 'Fail' }] };
const ownSecret = { type: 'mirrorguard/certificates' };
const say = () => {};

describe('uninstall', () => {
  it('opens the gate, stops the pods, waits until they are gone, and only then removes', async () => {
    let polls = 0;
    const { api, calls } = recording(({ path }) => {
      if (path.includes('/secrets')) return { status: 200, body: ownSecret };
      if (!path.includes('/pods')) return { status: 200, body: configuration };
      polls += 1;
      return { status: 200, body: { items: polls < 2 ? [{}] : [] } };
    });
    await uninstall(api, installation, say);
    expect(calls).toEqual([
      'GET validatingwebhookconfigurations/mirrorguard',
      'PATCH validatingwebhookconfigurations/mirrorguard',
      'GET mutatingwebhookconfigurations/mirrorguard',
      'PATCH mutatingwebhookconfigurations/mirrorguard',
      'PATCH deployments/mirrorguard',
      'GET guard/pods',
      'GET guard/pods',
      'DELETE validatingwebhookconfigurations/mirrorguard',
      'DELETE mutatingwebhookconfigurations/mirrorguard',
      'GET secrets/mirrorguard-ca',
      'DELETE secrets/mirrorguard-ca',
      'DELETE leases/mirrorguard',
    ]);
  });

  it('leaves a Secret alone that has the name of its own, but was made by somebody else', async () => {
    const { api, calls } = recording(({ path }) => {
      if (path.includes('/secrets')) return { status: 200, body: { type: 'kubernetes.io/tls' } };
      return { status: 200, body: path.includes('/pods') ? { items: [] } : configuration };
    });
    await uninstall(api, installation, say);
    expect(calls).toContain('GET secrets/mirrorguard-ca');
    expect(calls).not.toContain('DELETE secrets/mirrorguard-ca');
  });

  it('opens every webhook of a configuration', async () => {
    const patches: unknown[] = [];
    const { api } = recording(({ method, path, body }) => {
      if (method === 'PATCH' && path.includes('webhookconfigurations')) patches.push(body);
      return { status: 200, body: path.includes('/pods') ? { items: [] } : { webhooks: [{}, {}] } };
    });
    await uninstall(api, installation, say);
    const opened = [0, 1].map((index) => ({
      op: 'replace',
      path: `/webhooks/${index}/failurePolicy`,
      value: 'Ignore',
    }));
    expect(patches).toEqual([opened, opened]);
  });

  it('does not miss what is gone already', async () => {
    const { api } = recording(() => ({ status: 404, body: {} }));
    await expect(uninstall(api, installation, say)).resolves.toBeUndefined();
  });

  it('removes nothing of its own making where it made nothing', async () => {
    const { caSecret: _secret, lease: _lease, ...chartOnly } = installation;
    const { api, calls } = recording(({ path }) => ({
      status: 200,
      body: path.includes('/pods') ? { items: [] } : configuration,
    }));
    await uninstall(api, chartOnly, say);
    expect(calls.filter((call) => /secrets|leases/.test(call))).toEqual([]);
  });

  it('says which step the API server refused, and why', async () => {
    const { api } = recording(({ method }) =>
      method === 'GET'
        ? { status: 200, body: configuration }
        : { status: 403, body: { message: 'it is forbidden' } },
    );
    await expect(uninstall(api, installation, say)).rejects.toThrow(
      'PATCH /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/mirrorguard: the API server says 403 (it is forbidden)',
    );
  });
});
