import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Replica, type ReplicaSettings } from './self-certificates/replica.ts';
import {
  createConfigurations,
  createService,
  grant,
  kubeconfigOfReplicas,
  name,
  removeConfigurations,
  revoke,
} from './self-certificates/service.ts';
import { startWrites } from './self-certificates/writes.ts';
import { expectEventually } from './support/eventually.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { expectSuccess } from './support/run-command.ts';

const kinds = ['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'] as const;
const ports = [9441, 9442] as const;
const long = { caLifeMs: 3_600_000, leafLifeMs: 1_200_000, settleMs: 1_000 };
const short = { caLifeMs: 24_000, leafLifeMs: 10_000, settleMs: 1_000 };

interface Configuration {
  readonly metadata: {
    readonly managedFields: readonly {
      readonly manager: string;
      readonly operation: string;
      readonly fieldsV1: object;
    }[];
  };
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}

interface Secret {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

const decode = (text = '') => Buffer.from(text, 'base64').toString('utf8');
const readSecret = () => getObject<Secret>('secret', name, '--namespace', name);
const readText = async (key: string) => decode((await readSecret()).data[key]);
const readBundles = () =>
  Promise.all(
    kinds.map(async (kind) =>
      decode((await getObject<Configuration>(kind, name)).webhooks[0]?.clientConfig.caBundle),
    ),
  );
const patchSecret = (data: Readonly<Record<string, string>>) =>
  expectSuccess('kubectl', [
    'patch',
    'secret',
    name,
    '--namespace',
    name,
    '--type=merge',
    `--patch=${JSON.stringify({ stringData: data })}`,
  ]);

describeOnOwnCluster(
  'replicas that are their own certificate authority',
  'a way from the API server to this process',
  (state) => {
    let kubeconfig = '';
    let replicas: Replica[] = [];

    function start(settings: Partial<ReplicaSettings> = long): Replica {
      const port = ports[replicas.length % ports.length] ?? ports[0];
      const replica = new Replica({ name, namespace: name, port, ...long, ...settings }, kubeconfig);
      replicas.push(replica);
      return replica;
    }

    beforeAll(async () => {
      await createService(ports);
      kubeconfig = await kubeconfigOfReplicas(state);
    });
    beforeEach(async () => {
      await grant('cluster');
      await grant('namespace');
      await createConfigurations();
    });
    afterEach(async () => {
      await Promise.all(replicas.map((replica) => replica.stop('SIGKILL')));
      replicas = [];
      await removeConfigurations();
      await kubectl(['delete', 'secret,lease', name, '--namespace', name, '--ignore-not-found']);
    });
    afterAll(() => kubectl(['delete', 'namespace', name]));

    it('start at the same time and agree on one CA, which both configurations trust', async () => {
      const [first, second] = [start(), start()];
      await Promise.all([first.untilReady(), second.untilReady()]);
      expect([...first.steps, ...second.steps]).toEqual(['start-over']);
      expect(await readBundles()).toEqual([await readText('ca.crt'), await readText('ca.crt')]);
      const writes = startWrites();
      await expectSuccess('kubectl', ['create', 'configmap', 'one', '--namespace', name]);
      expect((await writes.stop()).failures).toEqual([]);
    });

    it('issue certificates that openssl verifies', async () => {
      await start().untilReady();
      const folder = await mkdtemp(join(tmpdir(), 'mirrorguard-e2e-'));
      const inFolder = (file: string) => join(folder, file);
      await writeFile(inFolder('ca.crt'), await readText('ca.crt'));
      await writeFile(inFolder('tls.crt'), await readText('tls.crt'));
      const host = `${name}.${name}.svc`;
      const verify = [
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-verify_hostname',
        host,
        '-CAfile',
        inFolder('ca.crt'),
      ];
      expect(await expectSuccess('openssl', [...verify, inFolder('tls.crt')])).toContain('OK');
      await rm(folder, { recursive: true });
    });

    it('own only caBundle in the configurations', async () => {
      await start().untilReady();
      for (const kind of kinds) {
        const { metadata } = await getObject<Configuration>('--show-managed-fields', kind, name);
        const ours = metadata.managedFields.find(({ manager }) => manager === 'mirrorguard-certificates');
        const entry = { '.': {}, 'f:name': {}, 'f:clientConfig': { 'f:caBundle': {} } };
        const key = `k:{"name":"${kind === 'mutatingwebhookconfiguration' ? 'mutate' : 'validate'}.${name}.test"}`;
        expect(ours).toMatchObject({ operation: 'Apply', fieldsV1: { 'f:webhooks': { [key]: entry } } });
        expect(Object.keys(ours?.fieldsV1 ?? {})).toEqual(['f:webhooks']);
      }
    });

    it('renew CA and certificate under load without a failed write', async () => {
      const [first, second] = [start(short), start(short)];
      await Promise.all([first.untilReady(), second.untilReady()]);
      const before = await readText('ca.crt');
      const writes = startWrites();
      const promotions = () =>
        [...first.steps, ...second.steps].filter((step) => step === 'promote-ca').length;
      for (const count of [1, 2])
        await Promise.any([first, second].map((replica) => replica.until(() => promotions() >= count)));
      const { answered, failures } = await writes.stop();

      const steps = [...first.steps, ...second.steps];
      process.stderr.write(`renewal: ${answered} writes, ${failures.length} failed, ${steps.join(' ')}\n`);
      expect([...new Set(failures)]).toEqual([]);
      expect(answered).toBeGreaterThan(100);
      expect(await readText('ca.crt')).not.toBe(before);
      expect(steps.filter((step) => step === 'renew-leaf').length).toBeGreaterThan(1);
      expect((await readText('ca-bundle.crt')).match(/BEGIN/g)?.length).toBeGreaterThan(1);
    });

    it.each<[string, () => Promise<unknown>]>([
      ['an invalid CA key', () => patchSecret({ 'ca.key': 'broken' })],
      ['an invalid serving certificate', () => patchSecret({ 'tls.crt': 'broken' })],
      [
        'only empty values',
        () => patchSecret({ 'ca.crt': '', 'ca.key': '', 'tls.crt': '', 'tls.key': '', 'ca-bundle.crt': '' }),
      ],
      ['been deleted', () => kubectl(['delete', 'secret', name, '--namespace', name])],
    ])('recover from a Secret that has %s without a failed write', async (_title, corrupt) => {
      const [first, second] = [start(), start()];
      await Promise.all([first.untilReady(), second.untilReady()]);
      const before = await readText('tls.crt');
      const writes = startWrites();
      await corrupt();
      await Promise.any(
        [first, second].map((replica) =>
          replica.until(({ steps }) => steps.some((step) => /promote-ca|renew-leaf/.test(step))),
        ),
      );
      await Promise.all([first, second].map((replica) => replica.untilReady()));
      const { failures } = await writes.stop();
      expect(failures).toEqual([]);
      const after = await readText('tls.crt');
      expect(after).not.toBe(before);
      const [bundle = ''] = await readBundles();
      const cas = bundle.split(/(?<=-----END CERTIFICATE-----\n)/).filter((pem) => pem !== '');
      expect(cas.some((pem) => new X509Certificate(after).verify(new X509Certificate(pem).publicKey))).toBe(
        true,
      );
    });

    it('do not change a Secret that another client created', async () => {
      const foreign = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'Opaque',
        metadata: { name, namespace: name },
        stringData: { 'tls.crt': 'theirs' },
      };
      expect(await kubectlWith(foreign, ['create'])).toMatchObject({ status: 0 });
      const replica = start();
      await replica.until(({ status }) => status?.reason.includes('was not created by mirrorguard') ?? false);
      expect(replica.status?.state).toBe('failed');
      expect(await readSecret()).toMatchObject({
        type: 'Opaque',
        data: { 'tls.crt': Buffer.from('theirs').toString('base64') },
      });
      await kubectl(['delete', 'secret', name, '--namespace', name]);
      await replica.untilReady();
    });

    it.each([
      ['cluster', 'cannot get resource "mutatingwebhookconfigurations"'],
      ['namespace', 'cannot get resource "secrets"'],
    ] as const)(
      'report a missing permission of the %s and recover when it is granted',
      async (scope, words) => {
        await revoke(scope);
        const replica = start();
        await replica.until(({ status }) => status?.reason.includes(words) ?? false);
        expect(replica.status?.state).toBe('failed');
        await grant(scope);
        await replica.untilReady();
      },
    );

    it('restore caBundle before the next periodic check', async () => {
      const replica = start({ ...long, checkIntervalMs: 60_000 });
      await replica.untilReady();
      const expected = [await readText('ca.crt'), await readText('ca.crt')];
      const empty = JSON.stringify([{ op: 'remove', path: '/webhooks/0/clientConfig/caBundle' }]);
      for (const kind of kinds) {
        await expectSuccess('kubectl', ['patch', kind, name, '--type=json', `--patch=${empty}`]);
        await expectEventually(async () => `${await readBundles()}` === `${expected}`);
      }
    });

    it('report an untrusted configuration that they are not permitted to change', async () => {
      const replica = start();
      await replica.untilReady();
      await revoke('cluster', ['patch']);
      const empty = JSON.stringify([{ op: 'remove', path: '/webhooks/0/clientConfig/caBundle' }]);
      await expectSuccess('kubectl', ['patch', kinds[0], name, '--type=json', `--patch=${empty}`]);
      await replica.until(
        ({ status }) =>
          status?.reason.includes(`caBundle of MutatingWebhookConfiguration "${name}" lacks the CA`) ?? false,
      );
      expect(replica.status?.state).toBe('warning');
      expect(replica.status?.reason).toContain('cannot patch resource "mutatingwebhookconfigurations"');
      await grant('cluster');
      await replica.untilReady();
    });

    it('do not restore deleted configurations, and serve restored ones', async () => {
      const replica = start();
      await replica.untilReady();
      await removeConfigurations();
      await replica.until(
        ({ status }) => status?.reason.includes('no webhook configuration calls this Service') ?? false,
      );
      expect(replica.status?.state).toBe('warning');
      expect((await kubectl(['get', kinds[0], name])).status).toBe(1);
      await createConfigurations();
      await replica.untilReady();
    });

    it('are not led by a replica whose clock is years ahead', async () => {
      const first = start();
      await first.untilReady();
      const before = await readSecret();
      const second = start({ aheadMs: 2 * 365 * 24 * 3_600_000 });
      await first.stop();
      await second.until(
        ({ status }) => status?.reason.includes('does not acquire the Lease until the clocks agree') ?? false,
      );
      expect(second.status?.state).toBe('failed');
      expect(await readSecret()).toEqual(before);
    });

    it('continue to renew when the leader is killed', async () => {
      const first = start(short);
      await first.untilReady();
      const second = start(short);
      await second.untilReady();
      await first.stop('SIGKILL');
      await second.until(({ steps }) => steps.includes('renew-leaf'));
    });
  },
);
