import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectToApi } from '../../src/cluster/client.ts';
import { idms } from '../../src/rules/example.ts';
import { createAuthority, type ServingCertificate } from './support/authority.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

/** A webhook that allows every request, in two pods as mirrorguard. */
const allowing = { name: 'allowing', namespace: 'default' } as const;
const group = 'bench.example.com';
const rounds = Number(process.env.LATENCY_ROUNDS ?? 30);
/** The number of rounds in each median: the first ones of new pods, and the last ones. */
const window = Math.min(rounds, 100);
/** The first rounds open connections and are not counted. */
const connectionRounds = 10;
const storedEntries = 500;

/** Kinds with the content of mirror sets: without webhooks, and with two that decide nothing. */
const kinds = { none: 'Unguarded', allowing: 'Allowed' } as const;
const pluralOf = (kind: string) => `${kind.toLowerCase()}s`;

interface Crd {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly schema: object }[] };
}

/** A CRD with the schema of ImageDigestMirrorSets, so the API server validates as much. */
function toCrd(kind: string, { spec }: Crd): object {
  const plural = pluralOf(kind);
  const versions = spec.versions.map(({ name, schema }) => ({
    name,
    schema,
    served: true,
    storage: name === 'v1',
  }));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope: 'Cluster',
      versions,
    },
  };
}

function toConfiguration(kind: 'Mutating' | 'Validating', ca: string): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: 'bench-allowing' },
    webhooks: [
      {
        name: 'allowing.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { service: { ...allowing, path: '/' }, caBundle: btoa(ca) },
        rules: [
          {
            apiGroups: [group],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: [pluralOf(kinds.allowing)],
          },
        ],
      },
    ],
  };
}

/** The objects that run the webhook. */
function toDeployment({ certificate, key }: ServingCertificate): readonly object[] {
  const labels = { app: allowing.name };
  const program = readFileSync(join(import.meta.dirname, 'support', 'allowing-webhook.ts'), 'utf8');
  const container = {
    name: 'webhook',
    image: process.env.E2E_IMAGE,
    imagePullPolicy: process.env.E2E_PULL_POLICY ?? 'IfNotPresent',
    command: ['node', '/program/webhook.ts'],
    volumeMounts: [
      { name: 'program', mountPath: '/program' },
      { name: 'tls', mountPath: '/tls' },
    ],
    readinessProbe: { tcpSocket: { port: 8443 }, periodSeconds: 1 },
  };
  const volumes = [
    { name: 'program', configMap: { name: allowing.name } },
    { name: 'tls', secret: { secretName: allowing.name } },
  ];
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: allowing, data: { 'webhook.ts': program } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: allowing,
      stringData: { 'tls.crt': certificate, 'tls.key': key },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: allowing,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [container], volumes } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: allowing,
      spec: { selector: labels, ports: [{ port: 443, targetPort: 8443 }] },
    },
  ];
}

/** The middle value. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Measures the duration that the webhooks add to a create. `npm run bench -- figures` puts the result into a
 * table.
 */
describe('the time that webhooks add to a create', () => {
  const api = connectToApi();

  /** Returns the CA that signed its certificate. */
  async function startAllowing(): Promise<string> {
    const authority = await createAuthority();
    const serving = await authority.issue(`${allowing.name}.${allowing.namespace}.svc`);
    await authority.close();
    for (const object of toDeployment(serving))
      expect(await kubectlWith(object, ['apply'])).toMatchObject({ status: 0 });
    await expectSuccess('kubectl', ['rollout', 'status', `deployment/${allowing.name}`, '--timeout=180s']);
    return authority.certificate;
  }

  beforeAll(async () => {
    await installStandard();
    let stored = idms('stored');
    for (let index = 0; index < storedEntries; index++)
      stored = stored.mirror(`quay.io/stored-${index}`, [`mirror.example.com/stored-${index}`]);
    expect(await kubectlWith(stored, ['create'])).toMatchObject({ status: 0 });
    const ca = await startAllowing();
    const crd = await getObject<Crd>('crd', 'imagedigestmirrorsets.config.openshift.io');
    for (const kind of Object.values(kinds))
      expect(await kubectlWith(toCrd(kind, crd), ['create'])).toMatchObject({ status: 0 });
    for (const kind of ['Mutating', 'Validating'] as const)
      expect(await kubectlWith(toConfiguration(kind, ca), ['create'])).toMatchObject({ status: 0 });
    for (const kind of Object.values(kinds))
      await expectSuccess('kubectl', [
        'wait',
        '--for=condition=Established',
        `crd/${pluralOf(kind)}.${group}`,
      ]);
  });
  afterAll(async () => {
    api.close();
    await kubectl(['delete', 'deployment,service,configmap,secret', allowing.name]);
    await kubectl([
      'delete',
      'mutatingwebhookconfiguration,validatingwebhookconfiguration',
      'bench-allowing',
    ]);
    for (const kind of Object.values(kinds)) await kubectl(['delete', 'crd', `${pluralOf(kind)}.${group}`]);
    await removeAllMirrorSets();
  });

  /**
   * Creates an object as a dry run: the API server does everything except the write to etcd, so the number of stored
   * entries stays the same. @returns milliseconds
   */
  async function timeOf(plural: string, resourceGroup: string, kind: string, round: number): Promise<number> {
    const name = `latency-${round}`;
    const { spec } = idms(name).mirror(`quay.io/${name}`, [`mirror.example.com/${name}`]).object;
    const resource = { group: resourceGroup, version: 'v1', plural };
    const body = { apiVersion: `${resourceGroup}/v1`, kind, metadata: { name }, spec };
    const startedAt = performance.now();
    await api.customObjects.createClusterCustomObject({ ...resource, body, dryRun: 'All' });
    return performance.now() - startedAt;
  }

  it('is measured in alternating creates', async () => {
    const times = { none: [] as number[], allowing: [] as number[], mirrorguard: [] as number[] };
    for (let round = 0; round < connectionRounds + rounds; round++) {
      const ms = {
        none: await timeOf(pluralOf(kinds.none), group, kinds.none, round),
        allowing: await timeOf(pluralOf(kinds.allowing), group, kinds.allowing, round),
        mirrorguard: await timeOf(
          'imagedigestmirrorsets',
          'config.openshift.io',
          'ImageDigestMirrorSet',
          round,
        ),
      };
      if (round < connectionRounds) continue;
      times.none.push(ms.none);
      times.allowing.push(ms.allowing);
      times.mirrorguard.push(ms.mirrorguard);
    }
    const mediansFrom = (first: number) =>
      Object.fromEntries(
        Object.entries(times).map(([webhooks, ms]) => [webhooks, median(ms.slice(first, first + window))]),
      );
    const p50 = [0, rounds - window].map((from) => ({ from, ...mediansFrom(from) }));
    process.stderr.write(`create p50 in ms: ${JSON.stringify(p50)}\n`);
    expect(times.mirrorguard).toHaveLength(rounds);
  }, 300_000);
});
