import type { MachineConfigPool } from '../machine-config-pools.ts';
import { policyJsonPath, registriesConfPath } from '../rollout/node-disruption.ts';
import { compareBytes } from '../text/byte-order.ts';
import type { ContainersFile } from './containers-file.ts';

/** The files that the MachineConfigs of a pool write to /etc/containers. */
export interface PoolFiles {
  readonly pool: string;
  /** In the order in which containers/image reads them. */
  readonly dropIns: readonly ContainersFile[];
  readonly registriesConf?: PlacedFile;
  readonly policyJson?: PlacedFile;
}

/** A file at a path that the MCO also writes. */
export interface PlacedFile {
  readonly file: ContainersFile;
  /** Whether it replaces the MCO's file. Otherwise it takes effect only while the MCO writes none. */
  readonly replacesGenerated: boolean;
}

export const dropInFolder = '/etc/containers/registries.conf.d/';

/**
 * Returns the files of each pool, in the order of the pools. Includes pools without files. If `pools` is
 * undefined, uses master, worker and the roles that the files name.
 */
export function poolFilesOf(
  files: readonly ContainersFile[],
  pools: readonly MachineConfigPool[] | undefined,
): readonly PoolFiles[] {
  if (files.length === 0) return [];
  return poolRoles(files, pools).map(({ name, roles }) => filesOfPool(name, roles, files));
}

interface PoolRoles {
  readonly name: string;
  readonly roles: readonly string[];
}

function poolRoles(
  files: readonly ContainersFile[],
  pools: readonly MachineConfigPool[] | undefined,
): readonly PoolRoles[] {
  if (pools !== undefined) return pools.map(({ name, roles }) => ({ name, roles: roles ?? rolesOf(name) }));
  const names = new Set(['master', 'worker', ...files.map(({ role }) => role)]);
  return [...names].map((name) => ({ name, roles: rolesOf(name) }));
}

/** A custom pool also selects the MachineConfigs of role worker. */
function rolesOf(pool: string): readonly string[] {
  return pool === 'master' || pool === 'worker' ? [pool] : ['worker', pool];
}

function filesOfPool(pool: string, roles: readonly string[], files: readonly ContainersFile[]): PoolFiles {
  const byPath = new Map<string, ContainersFile>();
  const applied = files.filter(({ role }) => roles.includes(role)).sort(compareMachineConfigs);
  for (const file of applied) byPath.set(file.path, file);
  const place = (file: ContainersFile | undefined): PlacedFile | undefined =>
    file && { file, replacesGenerated: roles.every((role) => isAfterGenerated(file, role)) };
  const registriesConf = place(byPath.get(registriesConfPath));
  const policyJson = place(byPath.get(policyJsonPath));
  return {
    pool,
    dropIns: [...byPath.values()]
      .filter(({ path }) => path.startsWith(dropInFolder))
      .sort((a, b) => compareBytes(a.path, b.path)),
    ...(registriesConf === undefined ? {} : { registriesConf }),
    ...(policyJson === undefined ? {} : { policyJson }),
  };
}

/**
 * The MCO applies MachineConfigs of role worker first, so those of a custom pool override them. Within a
 * role, it applies them by name.
 */
function compareMachineConfigs(
  a: Pick<ContainersFile, 'role' | 'machineConfig'>,
  b: Pick<ContainersFile, 'role' | 'machineConfig'>,
): number {
  const [isOfWorker, isOtherOfWorker] = [a.role === 'worker', b.role === 'worker'];
  if (isOfWorker !== isOtherOfWorker) return isOfWorker ? -1 : 1;
  return compareBytes(a.machineConfig, b.machineConfig);
}

function isAfterGenerated(file: ContainersFile, role: string): boolean {
  return compareMachineConfigs(file, { role, machineConfig: `99-${role}-generated-registries` }) > 0;
}
