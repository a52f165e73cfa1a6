import type { JsonObject } from '../../src/model/json.ts';

/** A MachineConfig that writes these files, by path. */
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
