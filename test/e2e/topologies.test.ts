import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import { type ExampleObject, idms, itms } from '../../src/rules/example.ts';
import { expectEventually } from './support/eventually.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { readPodLogs } from './support/pods.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

const dryRun = ['create', '--dry-run=server'];
const digests = idms('team').mirror('registry.example.com/team', ['mirror.example.com/team']);
const cluster = idms('cluster').mirror('registry.example.com/team', ['mirror.example.com/team']);
const tags = itms('team').mirror('registry.example.com/team', ['mirror.example.com/team']);

/** The smallest valid HostedCluster CRD. */
const hostedClusters = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'hostedclusters.hypershift.openshift.io',
    annotations: { 'api-approved.kubernetes.io': 'https://github.com/openshift/hypershift' },
  },
  spec: {
    group: 'hypershift.openshift.io',
    names: {
      kind: 'HostedCluster',
      listKind: 'HostedClusterList',
      plural: 'hostedclusters',
      singular: 'hostedcluster',
    },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

let counter = 0;

/** Ids of the rules with findings for a write, including findings without a warning. */
async function findingsOn({ object }: ExampleObject): Promise<readonly string[]> {
  counter += 1;
  const metadata = { ...(object as { readonly metadata: object }).metadata, name: `counter-${counter}` };
  await kubectlWith({ ...object, metadata }, dryRun);
  const records = (await readPodLogs()) as readonly Partial<AuditRecord>[];
  return records.flatMap(({ name, rules = [] }) => (name === metadata.name ? rules.map(({ id }) => id) : []));
}

const untilFound = (rule: string, object: ExampleObject) =>
  expectEventually(async () => (await findingsOn(object)).includes(rule));
const untilGone = (rule: string, object: ExampleObject) =>
  expectEventually(async () => !(await findingsOn(object)).includes(rule));

describeOnOwnCluster('a management cluster', 'permission to create and delete the HostedCluster CRD', () => {
  const rule = 'no-mirrors-hidden-from-hosted-clusters';
  beforeAll(() => installStandard());
  afterAll(() => kubectl(['delete', 'crd', hostedClusters.metadata.name, '--ignore-not-found']));

  it('is detected while the HostedCluster CRD exists', async () => {
    expect(await findingsOn(tags)).not.toContain(rule);
    expect(await kubectlWith(hostedClusters, ['create'])).toMatchObject({ status: 0 });
    await untilFound(rule, tags);
    // Their mirror is private, so HyperShift needs its CA.
    expect(await findingsOn(digests)).toContain(rule);
    await expectSuccess('kubectl', ['delete', 'crd', hostedClusters.metadata.name]);
    await untilGone(rule, tags);
    expect(await findingsOn(digests)).not.toContain(rule);
  });
});

describeOnOwnCluster('a cluster described by Infrastructure', 'permission to write Infrastructure', () => {
  beforeAll(() => installStandard());
  afterEach(async () => {
    await kubectl(['delete', 'infrastructure', 'cluster', '--ignore-not-found']);
    await removeAllMirrorSets();
  });

  async function setInfrastructureStatus(status: object): Promise<void> {
    const infrastructure = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'Infrastructure',
      metadata: { name: 'cluster' },
      spec: {},
    };
    const { status: exit, stderr } = await kubectlWith(infrastructure, ['create']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const patch = [
      'patch',
      'infrastructure',
      'cluster',
      '--subresource=status',
      '--type=merge',
      `--patch=${JSON.stringify({ status })}`,
    ];
    await expectSuccess('kubectl', patch);
  }

  describe('a hosted cluster', () => {
    const hosted = { controlPlaneTopology: 'External', infrastructureTopology: 'HighlyAvailable' };

    it('denies mirror sets and names the HostedCluster', async () => {
      await setInfrastructureStatus(hosted);
      await untilFound('no-change-in-hosted-cluster', digests);
      const { status, stderr } = await kubectlWith(digests, ['create']);
      expect(status).toBe(1);
      expect(stderr).toContain('set spec.imageContentSources of the HostedCluster in the management cluster');
    });

    const operators = {
      'system:hosted-cluster-config': ['--as-group=kubernetes', '--as-group=system:masters'],
      'system:kas-bootstrap-container': ['--as-group=system:masters'],
    };

    /** Creates an object and patches a mirror of it. */
    async function expectNoEvaluation({ object, name }: ExampleObject, as: readonly string[]): Promise<void> {
      const path = '/spec/imageDigestMirrors/0/mirrors/0';
      const patch = JSON.stringify([{ op: 'replace', path, value: 'other.example.com/team' }]);
      const update = ['patch', 'imagedigestmirrorset', name, '--type=json', `--patch=${patch}`];
      expect(await kubectlWith({ object, name }, ['create', ...as])).toMatchObject({ status: 0, stderr: '' });
      expect(await kubectl([...update, ...as])).toMatchObject({ status: 0, stderr: '' });
    }

    it.each(Object.entries(operators))('exempts %s, also for malformed objects', async (user, groups) => {
      await setInfrastructureStatus(hosted);
      await untilFound('no-change-in-hosted-cluster', digests);
      const as = [`--as=${user}`, ...groups];
      await expectNoEvaluation(cluster, as);
      await expectNoEvaluation(digests, as);
      const malformed = idms('malformed').mirror('registry.example.com/team', ['*.example.com']);
      const { stderr } = await kubectlWith(malformed, [...dryRun, ...as]);
      expect(stderr).toContain('should match');
      expect(stderr).not.toContain('no-wildcard-mirror');
    });

    it('exempts each operator from the operations that it needs, in its own groups', async () => {
      await setInfrastructureStatus(hosted);
      await untilFound('no-change-in-hosted-cluster', digests);
      const [config, bootstrap] = Object.entries(operators).map(([user, groups]) => [
        `--as=${user}`,
        ...groups,
      ]);
      const remove = ['delete', 'imagedigestmirrorset', cluster.name, '--dry-run=server'];
      expect(await kubectlWith(cluster, ['create', ...(config ?? [])])).toMatchObject({
        status: 0,
        stderr: '',
      });
      expect(await kubectl([...remove, ...(config ?? [])])).toMatchObject({ status: 0, stderr: '' });
      expect((await kubectl([...remove, ...(bootstrap ?? [])])).stderr).toContain(
        'no-change-in-hosted-cluster',
      );
      const withoutItsGroup = ['--as=system:hosted-cluster-config', '--as-group=system:masters'];
      expect((await kubectl([...remove, ...withoutItsGroup])).stderr).toContain(
        'no-change-in-hosted-cluster',
      );
    });
  });

  it('denies mirrors of platform registries in a managed cluster', async () => {
    await setInfrastructureStatus({
      platformStatus: {
        type: 'AWS',
        aws: { region: 'eu-west-1', resourceTags: [{ key: 'red-hat-managed', value: 'true' }] },
      },
    });
    const quay = idms('quay').mirror('quay.io/team', ['mirror.example.com/team']);
    await untilFound('no-managed-registry-source', quay);
    const { status, stderr } = await kubectlWith(quay, dryRun);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'no-managed-registry-source: managed OpenShift rejects mirrors for "quay.io/team"',
    );
  });

  it('predicts no drain in a single-node cluster', async () => {
    const doomed = digests;
    await expectSuccess('kubectl', ['delete', 'infrastructure', 'cluster', '--ignore-not-found']);
    expect(await kubectlWith(doomed, ['create'])).toMatchObject({ status: 0 });
    const remove = ['delete', 'imagedigestmirrorset', doomed.name, '--dry-run=server'];
    expect((await kubectl(remove)).stderr).toContain('drains every node');
    await setInfrastructureStatus({
      controlPlaneTopology: 'SingleReplica',
      infrastructureTopology: 'SingleReplica',
    });
    await expectEventually(async () => !(await kubectl(remove)).stderr.includes('drains every node'));
    expect((await kubectl(remove)).status).toBe(0);
  });
});
