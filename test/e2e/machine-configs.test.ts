import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { clusterAccess } from '../../src/main/cluster-access.ts';
import { idms } from '../../src/rules/example.ts';
import { run } from '../cli/run.ts';
import { machineConfig } from '../support/machine-config.ts';
import { expectEventually } from './support/eventually.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

/** The smallest valid CRD; the cluster of the tests does not have this kind. */
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'machineconfigs.machineconfiguration.openshift.io' },
  spec: {
    group: 'machineconfiguration.openshift.io',
    names: {
      kind: 'MachineConfig',
      listKind: 'MachineConfigList',
      plural: 'machineconfigs',
      singular: 'machineconfig',
    },
    scope: 'Cluster',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};
const role = 'machineconfiguration.openshift.io/role';
const pool = {
  apiVersion: 'machineconfiguration.openshift.io/v1',
  kind: 'MachineConfigPool',
  metadata: { name: 'worker' },
  spec: {
    machineConfigSelector: { matchLabels: { [role]: 'worker' } },
    nodeSelector: { matchLabels: { 'node-role.kubernetes.io/worker': '' } },
  },
};
const dropIn = machineConfig('99-worker-lab', 'worker', {
  '/etc/containers/registries.conf.d/99-lab.conf':
    '[[registry]]\nlocation = "quay.io/team"\nblocked = true\n',
});
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const other = idms('other').mirror('quay.io/other', ['mirror.example.com/other']);
const rule = 'no-source-overridden-by-machine-config';

const warningsOn = async (object: typeof team) =>
  (await kubectlWith(object, ['create', '--dry-run=server'])).stderr;

describeOnOwnCluster('a drop-in of a MachineConfig', 'permission to create the MachineConfig CRD', () => {
  beforeAll(async () => {
    expect(await kubectlWith(crd, ['create'])).toMatchObject({ status: 0 });
    await expectSuccess('kubectl', ['wait', '--for=condition=Established', `crd/${crd.metadata.name}`]);
    for (const object of [dropIn, pool])
      expect(await kubectlWith(object, ['create'])).toMatchObject({ status: 0 });
    await installStandard({ 'machineConfigs.enabled': true });
  });
  afterAll(async () => {
    await kubectl(['delete', 'machineconfigpool', pool.metadata.name]);
    await kubectl(['delete', 'crd', crd.metadata.name]);
    await removeAllMirrorSets();
    await installStandard();
  });

  it('causes a warning on a write of its source, in the pool of its role', async () => {
    await expectEventually(async () => (await warningsOn(team)).includes(rule));
    expect(await warningsOn(team)).toContain(
      'MachineConfig 99-worker-lab overrides "quay.io/team" in pool worker; nodes there ignore this change.',
    );
    expect(await warningsOn(other)).not.toContain(rule);
  });

  it('decides where the live cluster pulls from in that pool', async () => {
    expect(await kubectlWith(team, ['create'])).toMatchObject({ status: 0 });
    const { out } = await run(['resolve', '--live', 'quay.io/team/app:v1'], {
      clusters: clusterAccess,
      nowMs: Date.now,
    });
    expect(out).toContain('worker');
    expect(out).toContain('blocked');
    await removeAllMirrorSets();
  });

  it('causes no warning after its MachineConfig is deleted', async () => {
    await expectSuccess('kubectl', ['delete', 'machineconfigs', '99-worker-lab']);
    await expectEventually(async () => !(await warningsOn(team)).includes(rule));
  });
});
