import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectToApi } from '../../src/cluster/client.ts';
import { idms } from '../../src/rules/example.ts';
import { createAuthority } from './support/authority.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

/** The address at which the API server can reach processes of the test. */
const address = '10.10.0.1';
const group = 'bench.example.com';
const rounds = Number(process.env.LATENCY_ROUNDS ?? 30);
const storedEntries = 500;

/**
 * Two kinds with the content of mirror sets: one without webhooks, and one with two webhooks that allow every
 * request.
 */
const kinds = { none: 'Unguarded', allowing: 'Allowed' } as const;
const pluralOf = (kind: string) => `${kind.toLowerCase()}s`;

interface Crd {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly schema: object }[] };
}

/** A CRD with the schema of ImageDigestMirrorSets, so the API server performs the same validation. */
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

function toConfiguration(kind: 'Mutating' | 'Validating', url: string, ca: string): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: 'bench-allowing' },
    webhooks: [
      {
        name: 'allowing.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { url, caBundle: btoa(ca) },
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

/** The middle value. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Measures the duration that the webhooks add to a create. `npm run bench -- figures` puts the result into a
 * table.
 */
describeOnOwnCluster(
  'the time that webhooks add to a create',
  'access from the API server to this process',
  () => {
    const api = connectToApi();
    const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-latency-'));
    let server: ChildProcess;

    async function startAllowing(): Promise<{ url: string; ca: string }> {
      const authority = await createAuthority();
      const { certificate, key } = await authority.issue(address);
      const [certificateFile, keyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
      writeFileSync(certificateFile, certificate);
      writeFileSync(keyFile, key);
      const program = join(import.meta.dirname, 'support', 'allowing-webhook.ts');
      server = spawn(process.execPath, [program, address, certificateFile, keyFile]);
      const [port]: readonly unknown[] = await once(server.stdout ?? process.stdin, 'data');
      await authority.close();
      return { url: `https://${address}:${`${port}`.trim()}/`, ca: authority.certificate };
    }

    beforeAll(async () => {
      await removeAllMirrorSets();
      await installStandard();
      let stored = idms('stored');
      for (let index = 0; index < storedEntries; index++)
        stored = stored.mirror(`quay.io/stored-${index}`, [`mirror.example.com/stored-${index}`]);
      expect(await kubectlWith(stored, ['create'])).toMatchObject({ status: 0 });
      const { url, ca } = await startAllowing();
      const crd = await getObject<Crd>('crd', 'imagedigestmirrorsets.config.openshift.io');
      for (const kind of Object.values(kinds))
        expect(await kubectlWith(toCrd(kind, crd), ['create'])).toMatchObject({ status: 0 });
      for (const kind of ['Mutating', 'Validating'] as const)
        expect(await kubectlWith(toConfiguration(kind, url, ca), ['create'])).toMatchObject({ status: 0 });
      for (const kind of Object.values(kinds))
        await expectSuccess('kubectl', [
          'wait',
          '--for=condition=Established',
          `crd/${pluralOf(kind)}.${group}`,
        ]);
    });
    afterAll(async () => {
      api.close();
      server.kill();
      rmSync(folder, { recursive: true });
      await kubectl([
        'delete',
        'mutatingwebhookconfiguration,validatingwebhookconfiguration',
        'bench-allowing',
      ]);
      for (const kind of Object.values(kinds)) await kubectl(['delete', 'crd', `${pluralOf(kind)}.${group}`]);
      await removeAllMirrorSets();
    });

    /** Returns milliseconds. */
    async function timeOf(
      plural: string,
      resourceGroup: string,
      kind: string,
      round: number,
    ): Promise<number> {
      const name = `latency-${round}`;
      const { spec } = idms(name).mirror(`quay.io/${name}`, [`mirror.example.com/${name}`]).object;
      const body = { apiVersion: `${resourceGroup}/v1`, kind, metadata: { name }, spec };
      const startedAt = performance.now();
      await api.customObjects.createClusterCustomObject({
        group: resourceGroup,
        version: 'v1',
        plural,
        body,
      });
      return performance.now() - startedAt;
    }

    it('is measured in alternating creates', async () => {
      const times = { none: [] as number[], allowing: [] as number[], mirrorguard: [] as number[] };
      for (let round = -10; round < rounds; round++) {
        const ms = {
          none: await timeOf(pluralOf(kinds.none), group, kinds.none, round + 10),
          allowing: await timeOf(pluralOf(kinds.allowing), group, kinds.allowing, round + 10),
          mirrorguard: await timeOf(
            'imagedigestmirrorsets',
            'config.openshift.io',
            'ImageDigestMirrorSet',
            round + 10,
          ),
        };
        // The first rounds warm up.
        if (round < 0) continue;
        times.none.push(ms.none);
        times.allowing.push(ms.allowing);
        times.mirrorguard.push(ms.mirrorguard);
      }
      const p50 = {
        none: median(times.none),
        allowing: median(times.allowing),
        mirrorguard: median(times.mirrorguard),
      };
      process.stderr.write(`create p50 in ms: ${JSON.stringify(p50)}\n`);
      expect(times.mirrorguard).toHaveLength(rounds);
    });
  },
);
