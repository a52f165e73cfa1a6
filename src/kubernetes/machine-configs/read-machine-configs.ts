import { fieldOf, type Json, type JsonObject, valueAt } from '../../model/json.ts';
import type { ContainersFile, FileContent } from '../../model/pools/containers-file.ts';
import { dropInFolder } from '../../model/pools/pool-files.ts';
import { policyJsonPath, registriesConfPath } from '../../model/rollout/node-disruption.ts';
import { type DecodedContents, decodeContents } from './decode-contents.ts';
import { readPolicyJson } from './read-policy-json.ts';
import { readRegistriesFile } from './read-registries-file.ts';

export const roleLabel = 'machineconfiguration.openshift.io/role';
export const generatedBy = 'machineconfiguration.openshift.io/generated-by-controller-version';

/**
 * The files in /etc/containers of all MachineConfigs among objects of any shape; undefined without a
 * MachineConfig.
 */
export function readMachineConfigs(objects: Iterable<JsonObject>): readonly ContainersFile[] | undefined {
  const configs = [...objects].filter(isMachineConfig);
  return configs.length === 0 ? undefined : configs.flatMap(readMachineConfig);
}

function isMachineConfig({ kind, apiVersion }: JsonObject): boolean {
  return kind === 'MachineConfig' && String(apiVersion).startsWith('machineconfiguration.openshift.io/');
}

/**
 * Empty for a MachineConfig without a role, and for those that the MCO generates, because the model predicts
 * them.
 */
export function readMachineConfig(object: JsonObject): readonly ContainersFile[] {
  const name = valueAt(object, ['metadata', 'name']);
  const role = valueAt(object, ['metadata', 'labels', roleLabel]);
  const files = valueAt(object, ['spec', 'config', 'storage', 'files']);
  if (typeof name !== 'string' || typeof role !== 'string' || !Array.isArray(files)) return [];
  if (isGenerated(name, object)) return [];
  return files.flatMap((file: Json, index): readonly ContainersFile[] => {
    const path = fieldOf(file, 'path');
    if (typeof path !== 'string' || !isReadPath(path)) return [];
    const decoded = decodeContents(fieldOf(file, 'contents'));
    const text = decoded.kind === 'text' ? decoded.text : '';
    return [{ machineConfig: name, role, path, index, text, content: readContent(path, decoded) }];
  });
}

/** Also checks the name, for dumps without annotations. */
function isGenerated(name: string, object: JsonObject): boolean {
  return (
    valueAt(object, ['metadata', 'annotations', generatedBy]) !== undefined ||
    name.startsWith('rendered-') ||
    /^99-.+-generated-registries$/.test(name) ||
    /^01-[^-]+-container-runtime$/.test(name)
  );
}

/** containers/image reads only `.conf` files directly in the folder. */
export function isReadPath(path: string): boolean {
  if (path === registriesConfPath || path === policyJsonPath) return true;
  const name = path.startsWith(dropInFolder) ? path.slice(dropInFolder.length) : '';
  return name.endsWith('.conf') && !name.includes('/');
}

function readContent(path: string, decoded: DecodedContents): FileContent {
  if (decoded.kind === 'unknown') return decoded;
  if (path === policyJsonPath) return readPolicyJson(decoded.text);
  return readRegistriesFile(decoded.text, { isDropIn: path !== registriesConfPath });
}
