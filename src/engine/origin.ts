import type { Contribution } from '../model/merge/mirror-lists.ts';
import { entryPath } from '../model/mirror-set.ts';
import type { ContainersFile } from '../model/pools/containers-file.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/**
 * The field of an object that causes an effect: an entry of a mirror set, or of a list in Image `cluster`.
 */
export interface Origin {
  readonly kind: string;
  readonly name: string;
  readonly path: FieldPath;
}

export function originOf({ object, entry }: Contribution, ...within: FieldPath): Origin {
  return { kind: object.kind, name: object.name, path: [...entryPath(object.kind, entry), ...within] };
}

export type RegistryListName = 'insecureRegistries' | 'blockedRegistries' | 'allowedRegistries';

/** The origins of a scope in a list of image.config; empty if the list does not contain the scope. */
export function originsInImageConfig(
  list: RegistryListName,
  scope: string,
  lists: { readonly [Name in RegistryListName]?: readonly string[] },
): readonly Origin[] {
  const index = lists[list]?.indexOf(scope) ?? -1;
  return index === -1
    ? []
    : [{ kind: 'Image', name: 'cluster', path: ['spec', 'registrySources', list, index] }];
}

/** The origin of a file in a MachineConfig. */
export function originInMachineConfig({ machineConfig, index }: ContainersFile): Origin {
  return {
    kind: 'MachineConfig',
    name: machineConfig,
    path: ['spec', 'config', 'storage', 'files', index, 'path'],
  };
}
