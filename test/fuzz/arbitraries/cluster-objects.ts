import fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { machineConfig } from '../../support/machine-config.ts';
import { imagePolicies, otherState } from '../../support/random-world.ts';
import { imagePolicyObject, otherObjectsOf } from '../../support/world-objects.ts';
import { changeJson, type JsonChange, jsonChanges } from './change-json.ts';

const tomlTexts = [
  '',
  'unqualified-search-registries = ["quay.io", "docker.io"]\n',
  'short-name-mode = "permissive"\n',
  '[[registry]]\nlocation = "quay.io/a"\n\n[[registry.mirror]]\nlocation = "m.io/a"\n',
  '[[registry]]\nprefix = "*.src.io"\nblocked = true\n',
  '[[registry]]\nlocation = "src.io/a"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.io"\n' +
    'pull-from-mirror = "tag-only"\n',
  '[[registry]]\nlocation = "m.io"\ninsecure = true\n',
  '[aliases]\n"a" = "quay.io/a/b"\n',
];

const toml = fc
  .tuple(fc.array(fc.constantFrom(...tomlTexts), { maxLength: 3 }), fc.constantFrom('', '', '', '[', '= 1\n'))
  .map(([parts, broken]) => parts.join('') + broken);

const paths = [
  '/etc/containers/registries.conf',
  '/etc/containers/registries.conf.d/99-site.conf',
  '/etc/containers/registries.d/a.yaml',
  '/etc/containers/policy.json',
  '/etc/other.conf',
];

const machineConfigs = fc
  .record({
    name: fc.constantFrom('99-worker-a', '50-infra', '00-worker'),
    role: fc.constantFrom('worker', 'master', 'infra'),
    files: fc.dictionary(
      fc.constantFrom(...paths),
      fc.oneof(toml, fc.constantFrom('{"default":[{"type":"reject"}]}', '{}', 'x')),
      { maxKeys: 2 },
    ),
  })
  .map(({ name, role, files }) => machineConfig(name, role, files));

function machineConfigPool(name: string, paused: boolean, max: string | number): JsonObject {
  return {
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineConfigPool',
    metadata: { name },
    spec: {
      paused,
      maxUnavailable: max,
      machineConfigSelector: { matchLabels: { 'machineconfiguration.openshift.io/role': name } },
      nodeSelector: { matchLabels: { [`node-role.kubernetes.io/${name}`]: '' } },
    },
    status: { machineCount: 3, conditions: [{ type: 'Degraded', status: 'False' }] },
  };
}

const pools = fc
  .record({
    name: fc.constantFrom('worker', 'master', 'infra'),
    paused: fc.boolean(),
    max: fc.constantFrom<string | number>(1, '10%', '0'),
  })
  .map(({ name, paused, max }) => machineConfigPool(name, paused, max));

const otherObjects: readonly JsonObject[] = [
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Infrastructure',
    metadata: { name: 'cluster' },
    status: { controlPlaneTopology: 'External', platformStatus: { type: 'None' } },
  },
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Infrastructure',
    metadata: { name: 'cluster' },
    status: { controlPlaneTopology: 'SingleReplica', platformStatus: { type: 'BareMetal' } },
  },
  {
    apiVersion: 'operator.openshift.io/v1',
    kind: 'MachineConfiguration',
    metadata: { name: 'cluster' },
    status: {
      nodeDisruptionPolicyStatus: {
        clusterPolicies: {
          files: [{ path: '/etc/containers/registries.conf', actions: [{ type: 'None' }] }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'win', labels: { 'kubernetes.io/os': 'windows' } },
  },
  {
    apiVersion: 'operators.coreos.com/v1alpha1',
    kind: 'CatalogSource',
    metadata: { name: 'redhat', namespace: 'openshift-marketplace' },
    spec: { sourceType: 'grpc', image: 'src.io/a/index:v4.20' },
  },
];

/** The other objects of a cluster, sometimes with fields of any shape below `spec` and `status`. */
export const clusterObjects: fc.Arbitrary<readonly JsonObject[]> = fc
  .record({
    around: otherState.map(otherObjectsOf),
    policies: imagePolicies.map((policies) => policies.map(imagePolicyObject)),
    configs: fc.uniqueArray(machineConfigs, { maxLength: 2, selector: nameOf }),
    pools: fc.uniqueArray(pools, { maxLength: 3, selector: nameOf }),
    others: fc.subarray([...otherObjects], { maxLength: 3 }),
    changed: fc.nat(20),
    changes: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: jsonChanges }),
  })
  .map(({ around, policies, configs, pools, others, changed, changes }) => {
    const objects = [...around, ...policies, ...configs, ...pools, ...others];
    return objects.map((object, index) =>
      index === changed % objects.length ? changeFields(object, changes) : object,
    );
  });

function changeFields(
  { spec = null, status = null, ...object }: JsonObject,
  changes: readonly JsonChange[],
): JsonObject {
  const changed = changeJson({ spec, status }, changes);
  return { ...object, ...(isJsonObject(changed) ? changed : {}) };
}

function nameOf(object: JsonObject): string {
  return (object.metadata as { readonly name: string }).name;
}
