import type { OperatorBehaviour } from '../operator-behaviour.ts';

/**
 * What a node does when a file of its configuration changes, with the service if it is known. `Special`:
 * reload CRI-O, and drain before where the change is not safe.
 */
export type DisruptionAction =
  | 'None'
  | 'Drain'
  | 'Reload'
  | `Reload ${string}`
  | 'Restart'
  | `Restart ${string}`
  | 'DaemonReload'
  | 'Reboot'
  | 'Special';

/** `files[]` of a node disruption policy: `path` is a file or a folder. */
export interface FileDisruption {
  readonly path: string;
  readonly actions: readonly DisruptionAction[];
}

export const registriesConfPath = '/etc/containers/registries.conf';
export const policyJsonPath = '/etc/containers/policy.json';
export const searchRegistriesPath = '/etc/containers/registries.conf.d/01-image-searchRegistries.conf';

/** Where signatures are read from, if there is an image policy. */
export const signatureLocationsPath = '/etc/containers/registries.d/sigstore-registries.yaml';

/** policy.json of one namespace, if it has an ImagePolicy. */
export function namespacePolicyPath(namespace: string): string {
  return `/etc/crio/policies/${namespace}.json`;
}

/** The default of every file (DOMAIN 6.1), and the only behaviour of releases without policies. */
const reloadCrio = ['Reload crio.service'] as const;
const legacyDefaults: readonly FileDisruption[] = [
  { path: registriesConfPath, actions: ['Special'] },
  { path: policyJsonPath, actions: reloadCrio },
  { path: '/etc/containers/registries.d', actions: reloadCrio },
];
const defaults: readonly FileDisruption[] = [
  ...legacyDefaults,
  { path: '/etc/crio/policies', actions: reloadCrio },
];

/**
 * The actions for a changed file: the longest path that is the file or a folder around it decides; without
 * one the node reboots.
 *
 * @param own MachineConfiguration `cluster`: the files of its effective or its own policy, which go before
 * the defaults
 */
export function actionsFor(
  path: string,
  own: readonly FileDisruption[],
  { hasNodeDisruptionPolicy }: OperatorBehaviour,
): readonly DisruptionAction[] {
  const files = hasNodeDisruptionPolicy ? [...own, ...defaults] : legacyDefaults;
  let decisive: FileDisruption | undefined;
  for (const file of files) {
    if (isAt(path, file.path) && (decisive === undefined || file.path.length > decisive.path.length))
      decisive = file;
  }
  return decisive?.actions ?? ['Reboot'];
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`);
}
