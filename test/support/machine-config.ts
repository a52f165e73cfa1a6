import { readMachineConfigs } from '../../src/kubernetes/machine-configs/read-machine-configs.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { ContainersFile } from '../../src/model/pools/containers-file.ts';

/** A MachineConfig that writes these files. Keys are paths. */
export function machineConfig(
  name: string,
  role: string,
  files: Readonly<Record<string, string>>,
): JsonObject {
  return {
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineConfig',
    metadata: { name, labels: { 'machineconfiguration.openshift.io/role': role } },
    spec: {
      config: {
        ignition: { version: '3.4.0' },
        storage: {
          files: Object.entries(files).map(([path, text]) => ({
            path,
            mode: 420,
            contents: { source: `data:,${encodeURIComponent(text)}` },
          })),
        },
      },
    },
  };
}

/** MachineConfig files that replace the files of the MCO, by default in both standard pools. */
export function poolFiles(
  files: Readonly<Record<string, string>>,
  roles: readonly string[] = ['master', 'worker'],
): { readonly machineConfigFiles: readonly ContainersFile[] } {
  const configs = roles.map((role) => machineConfig(`99-${role}-zz`, role, files));
  return { machineConfigFiles: readMachineConfigs(configs) ?? [] };
}

const edgeDropIn = '/etc/containers/registries.conf.d/50-edge.conf';

/** A drop-in with these `[[registry]]` tables, by default in pool worker alone. */
export function dropIn(tables: string, roles: readonly string[] = ['worker']) {
  return poolFiles({ [edgeDropIn]: tables }, roles);
}

/** A `[[registry]]` of a drop-in whose mirrors serve digests and tags. */
export function registryTable(location: string, mirrors: readonly string[] = [], settings = ''): string {
  const tables = mirrors.map((mirror) => `[[registry.mirror]]\nlocation = "${mirror}"\n`);
  return `[[registry]]\nlocation = "${location}"\n${settings}\n${tables.join('')}`;
}
