import type { WrittenRegistry } from '../files/loaded-registries.ts';
import type { PolicyJson } from '../files/policy-json.ts';

/** A registries.conf or a drop-in that a MachineConfig writes, as containers/image reads it. */
interface RegistriesFile {
  readonly kind: 'registries';
  /** In the order of the file. */
  readonly registries: readonly WrittenRegistry[];
  /** Undefined and empty differ: an empty list replaces that of the files before it. */
  readonly searchRegistries: readonly string[] | undefined;
}

export type FileContent =
  | RegistriesFile
  | { readonly kind: 'policy'; readonly policy: PolicyJson }
  /** The nodes cannot load the file. */
  | { readonly kind: 'unloadable'; readonly message: string }
  /** Predictions leave the file out. */
  | { readonly kind: 'unknown'; readonly message: string };

/** A file of /etc/containers that a MachineConfig writes (DOMAIN 7.8). */
export interface ContainersFile {
  readonly machineConfig: string;
  /** Label `machineconfiguration.openshift.io/role`. */
  readonly role: string;
  readonly path: string;
  /** Of the file in `spec.config.storage.files`. */
  readonly index: number;
  /** Empty if it is not known. */
  readonly text: string;
  readonly content: FileContent;
}

/** `MachineConfig NAME`. */
export function formatMachineConfig({ machineConfig }: Pick<ContainersFile, 'machineConfig'>): string {
  return `MachineConfig ${machineConfig}`;
}
