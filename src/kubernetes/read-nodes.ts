import { type JsonObject, valueAt } from '../model/json.ts';

/** Whether a Node runs Windows; undefined without a Node among the objects. */
export function readWindowsNodes(objects: Iterable<JsonObject>): boolean | undefined {
  const nodes = [...objects].filter(({ kind, apiVersion }) => kind === 'Node' && apiVersion === 'v1');
  return nodes.length === 0 ? undefined : nodes.some(isWindowsNode);
}

function isWindowsNode(node: JsonObject): boolean {
  return valueAt(node, ['metadata', 'labels', 'kubernetes.io/os']) === 'windows';
}

/** The pools of all MachineOSConfigs, sorted; undefined without a MachineOSConfig. */
export function readImageModePools(objects: Iterable<JsonObject>): readonly string[] | undefined {
  const configs = [...objects].filter(
    ({ kind, apiVersion }) =>
      kind === 'MachineOSConfig' && String(apiVersion).startsWith('machineconfiguration.openshift.io/'),
  );
  if (configs.length === 0) return undefined;
  const names = configs.map((config) => valueAt(config, ['spec', 'machineConfigPool', 'name']));
  return [...new Set(names.filter((name) => typeof name === 'string'))].sort();
}
