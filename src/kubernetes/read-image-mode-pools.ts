import { type JsonObject, valueAt } from '../model/json.ts';

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
