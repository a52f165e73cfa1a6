import { fieldOf, type Json, type JsonObject, valueAt } from '../model/json.ts';
import type { DisruptionAction, FileDisruption } from '../model/rollout/node-disruption.ts';

const plainActions: readonly string[] = [
  'None',
  'Drain',
  'DaemonReload',
  'Reboot',
  'Special',
] satisfies readonly DisruptionAction[];

/**
 * The files of the node disruption policy (DOMAIN 6.3): from the status, otherwise from the spec. Undefined
 * if MachineConfiguration `cluster` is not among the objects; empty if it has no such policy.
 */
export function readNodeDisruption(objects: Iterable<JsonObject>): readonly FileDisruption[] | undefined {
  let files: readonly FileDisruption[] | undefined;
  for (const object of objects) {
    if (object.kind !== 'MachineConfiguration' || object.apiVersion !== 'operator.openshift.io/v1') continue;
    if (valueAt(object, ['metadata', 'name']) !== 'cluster') continue;
    const inEffect = valueAt(object, ['status', 'nodeDisruptionPolicyStatus', 'clusterPolicies', 'files']);
    const asked = valueAt(object, ['spec', 'nodeDisruptionPolicy', 'files']);
    const list = Array.isArray(inEffect) ? inEffect : asked;
    files = Array.isArray(list) ? list.flatMap(readFile) : [];
  }
  return files;
}

function readFile(file: Json): readonly FileDisruption[] {
  const path = fieldOf(file, 'path');
  const list = fieldOf(file, 'actions');
  if (typeof path !== 'string' || !Array.isArray(list)) return [];
  return [{ path, actions: list.flatMap(readAction) }];
}

function readAction(action: Json): readonly DisruptionAction[] {
  const type = fieldOf(action, 'type');
  if (type === 'Reload' || type === 'Restart') {
    const service = valueAt(action, [type.toLowerCase(), 'serviceName']);
    return [typeof service === 'string' ? `${type} ${service}` : type];
  }
  return isPlainAction(type) ? [type] : [];
}

function isPlainAction(type: Json | undefined): type is DisruptionAction {
  return typeof type === 'string' && plainActions.includes(type);
}

/**
 * Whether ConfigMap `image-registry-override-drain` is among the objects (DOMAIN 6.4). Undefined if it is
 * not, because the cluster can still have it.
 */
export function readDrainOverride(objects: Iterable<JsonObject>): true | undefined {
  for (const object of objects) {
    if (
      object.kind !== 'ConfigMap' ||
      valueAt(object, ['metadata', 'name']) !== 'image-registry-override-drain'
    )
      continue;
    if (valueAt(object, ['metadata', 'namespace']) === 'openshift-machine-config-operator') return true;
  }
  return undefined;
}
