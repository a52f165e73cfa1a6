import type { OperatorBehaviour } from '../operator-behaviour.ts';

/** What a node does when a file of its configuration changes. `Special`: reload CRI-O, and drain before where the change is not safe. */
export type DisruptionAction =
  | 'None'
  | 'Drain'
  | 'Reload'
  | 'Restart'
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

/** What holds where nobody says otherwise (DOMAIN 6.1), and always before there were policies. */
const defaults: readonly FileDisruption[] = [
  { path: registriesConfPath, actions: ['Special'] },
  { path: policyJsonPath, actions: ['Reload'] },
  { path: '/etc/containers/registries.d', actions: ['Reload'] },
];

/**
 * The actions for a changed file: the longest path that is the file or a folder around it decides; without one the node reboots.
 *
 * @param own MachineConfiguration `cluster`: the files of its effective or its own policy, which go before the defaults
 */
export function actionsFor(
  path: string,
  own: readonly FileDisruption[],
  { hasNodeDisruptionPolicy }: OperatorBehaviour,
): readonly DisruptionAction[] {
  const files = hasNodeDisruptionPolicy ? [...own, ...defaults] : defaults;
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
