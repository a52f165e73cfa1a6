import type { WrittenRegistry } from '../files/loaded-registries.ts';
import type { PolicyJson } from '../files/policy-json.ts';

/** A registries.conf or drop-in that a MachineConfig writes, parsed as containers/image does. */
interface RegistriesFile {
  readonly kind: 'registries';
  /** In file order. */
  readonly registries: readonly WrittenRegistry[];
  /** Undefined and empty differ: an empty list replaces the list of earlier files. */
  readonly searchRegistries: readonly string[] | undefined;
}

export type FileContent =
  | RegistriesFile
  | { readonly kind: 'policy'; readonly policy: PolicyJson }
  /** The nodes cannot load the file. */
  | { readonly kind: 'unloadable'; readonly message: string }
  /** The content is unknown, so predictions ignore the file. */
  | { readonly kind: 'unknown'; readonly message: string };

/** A file of /etc/containers that a MachineConfig writes (DOMAIN 7.8). */
export interface ContainersFile {
  readonly machineConfig: string;
  /** Value of label `machineconfiguration.openshift.io/role`. */
  readonly role: string;
  readonly path: string;
  /** Index of the file in `spec.config.storage.files`. */
  readonly index: number;
  /** Empty if unknown. */
  readonly text: string;
  readonly content: FileContent;
}

/** Returns `MachineConfig NAME`. */
export function formatMachineConfig({ machineConfig }: Pick<ContainersFile, 'machineConfig'>): string {
  return `MachineConfig ${machineConfig}`;
}
