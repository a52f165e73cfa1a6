import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/model/json.ts';
import { formatOpenShiftVersion, newestVersion } from '../../src/model/openshift-version.ts';
import { manifests } from './index-worlds.ts';
import { workFolder } from './servers.ts';

const digest = '0'.repeat(64);

/** The other objects that rules read, so every rule is evaluated. */
const settings: readonly JsonObject[] = [
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'ClusterVersion',
    metadata: { name: 'version' },
    status: {
      desired: {
        version: `${formatOpenShiftVersion(newestVersion)}.1`,
        image: `quay.io/openshift-release-dev/ocp-release@sha256:${digest}`,
      },
    },
  },
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Image',
    metadata: { name: 'cluster' },
    spec: { registrySources: { insecureRegistries: ['mirror.dc1.example.net:8443'] } },
  },
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Infrastructure',
    metadata: { name: 'cluster' },
    status: { controlPlaneTopology: 'HighlyAvailable', infrastructureTopology: 'HighlyAvailable' },
  },
  {
    apiVersion: 'operator.openshift.io/v1',
    kind: 'MachineConfiguration',
    metadata: { name: 'cluster' },
    spec: {},
  },
  ...['master', 'worker'].map((name) => ({
    apiVersion: 'machineconfiguration.openshift.io/v1',
    kind: 'MachineConfigPool',
    metadata: { name },
    spec: { paused: false },
    status: { machineCount: 3 },
  })),
  {
    apiVersion: 'config.openshift.io/v1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'openshift' },
    spec: { scopes: ['quay.io/openshift-release-dev/ocp-release'] },
  },
];

/** Writes a cluster folder with this number of stored entries. Returns its path. */
export function writeKnownCluster(storedEntries: number): string {
  const folder = join(workFolder, `cluster-${storedEntries}`);
  mkdirSync(folder, { recursive: true });
  for (const [index, object] of [...settings, ...manifests(storedEntries)].entries())
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(object));
  return folder;
}
