import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { createAuthority } from './support/authority.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { installStandard } from './support/standard-installation.ts';

interface StoredSet {
  readonly metadata: { readonly generation: number };
  readonly spec: {
    readonly imageDigestMirrors: readonly { readonly source: string; readonly mirrors: readonly string[] }[];
  };
}

const stored = (name: string) => getObject<StoredSet>(resources.ImageDigestMirrorSet, name);

describe('mutations', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('apply unambiguous changes with a warning', async () => {
    const { status, stderr } = await kubectlWith(
      idms('slash').mirror('https://quay.io/team', ['mirror.example.com/team/']),
      ['apply'],
    );
    expect(status).toBe(0);
    expect(stderr).toContain(
      'Warning: spec.imageDigestMirrors[0].mirrors[0]: removed the trailing slash: changed "mirror.example.com/team/" to "mirror.example.com/team" (remove-trailing-slash)\n',
    );
    expect((await stored('slash')).spec.imageDigestMirrors).toEqual([
      { source: 'quay.io/team', mirrors: ['mirror.example.com/team'] },
    ]);
  });

  it('leave an object unchanged if the same manifest is applied again', async () => {
    const set = idms('slash').mirror('quay.io/team', ['mirror.example.com/team/']);
    await kubectlWith(set, ['apply', '--server-side']);
    await kubectlWith(set, ['apply', '--server-side']);
    expect((await stored('slash')).metadata.generation).toBe(1);
  });
});

describeOnOwnCluster(
  'mutations together with another mutating webhook',
  'access from the API server to this process',
  () => {
    /** Address at which pods and the API server reach this process. */
    const address = '10.10.0.1';
    let other: Server;

    beforeAll(async () => {
      await installStandard();
      const authority = await createAuthority();
      const { certificate, key } = await authority.issue(address);
      other = createServer({ cert: certificate, key }, (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () =>
          response.end(JSON.stringify(addMirrorWithSlash(JSON.parse(Buffer.concat(chunks).toString())))),
        );
      });
      await new Promise<void>((resolve) => other.listen(0, address, resolve));
      const { port } = other.address() as AddressInfo;
      // The API server calls webhooks in the order of the configuration names, so it calls this one after
      // mirrorguard.
      const configuration = {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'zz-other' },
        webhooks: [
          {
            name: 'other.example.com',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            clientConfig: {
              url: `https://${address}:${port}/`,
              caBundle: Buffer.from(authority.certificate).toString('base64'),
            },
            rules: [
              {
                apiGroups: ['config.openshift.io'],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['imagedigestmirrorsets'],
              },
            ],
          },
        ],
      };
      expect(await kubectlWith(configuration, ['create'])).toMatchObject({ status: 0 });
      await authority.close();
    });
    afterAll(async () => {
      await kubectl(['delete', 'mutatingwebhookconfiguration', 'zz-other']);
      await removeAllMirrorSets();
      other.close();
      other.closeAllConnections();
    });

    it('apply to changes of the other webhook, because of reinvocation', async () => {
      const { status, stderr } = await kubectlWith(
        idms('both').mirror('quay.io/team', ['mirror.example.com/team/']),
        ['create'],
      );
      expect(status).toBe(0);
      expect((await stored('both')).spec.imageDigestMirrors[0]?.mirrors).toEqual([
        'mirror.example.com/team',
        'other.example.com/added',
      ]);
      expect(stderr).toContain('changed "other.example.com/added/" to "other.example.com/added"');
    });
  },
);

interface Review {
  readonly request: { readonly uid: string };
}

function addMirrorWithSlash({ request: { uid } }: Review): object {
  const patch = [
    { op: 'add', path: '/spec/imageDigestMirrors/0/mirrors/-', value: 'other.example.com/added/' },
  ];
  const response = {
    uid,
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
  };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}
