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
