import type { OperatorBehavior } from '../operator-behavior.ts';

/**
 * The actions of a node when a configuration file changes, with the service if it is known. `Special`: the
 * node reloads CRI-O, and first drains if the change is not safe.
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

/** `files[]` of a node disruption policy. `path` is a file or a directory. */
export interface FileDisruption {
  readonly path: string;
  readonly actions: readonly DisruptionAction[];
}

export const registriesConfPath = '/etc/containers/registries.conf';
export const policyJsonPath = '/etc/containers/policy.json';
export const searchRegistriesPath = '/etc/containers/registries.conf.d/01-image-searchRegistries.conf';

/** The locations at which the nodes read signatures. The file exists only if there is an image policy. */
export const signatureLocationsPath = '/etc/containers/registries.d/sigstore-registries.yaml';

/** The path of a namespace's own policy.json, which exists only if the namespace has an ImagePolicy. */
export function namespacePolicyPath(namespace: string): string {
  return `/etc/crio/policies/${namespace}.json`;
}

/**
 * The default actions (DOMAIN 6.1). `legacyDefaults` are the fixed actions of releases without node
 * disruption policies.
 */
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
 * Returns the actions for a changed file. The longest path that is the file or a directory around it applies.
 * If none matches, the node reboots.
 *
 * @param own files of the policy in MachineConfiguration `cluster`; they take precedence over the defaults
 */
export function actionsFor(
  path: string,
  own: readonly FileDisruption[],
  { hasNodeDisruptionPolicy }: OperatorBehavior,
): readonly DisruptionAction[] {
  const files = hasNodeDisruptionPolicy ? [...own, ...defaults] : legacyDefaults;
  let decisive: FileDisruption | undefined;
  for (const file of files) {
    if (isAt(path, file.path) && (decisive === undefined || file.path.length > decisive.path.length))
      decisive = file;
  }
  return decisive?.actions ?? ['Reboot'];
}

function isAt(path: string, configured: string): boolean {
  // The MCD appends the slash to the cleaned path, so the root folder contains no file.
  return path === configured || path.startsWith(`/${componentsOf(configured).join('/')}/`);
}

/** The components of a cleaned path; of a relative path, which contains no file, the empty path only. */
function componentsOf(path: string): readonly string[] {
  const components: string[] = [];
  if (!path.startsWith('/')) return components;
  for (const component of path.split('/')) {
    if (component === '..') components.pop();
    else if (component !== '' && component !== '.') components.push(component);
  }
  return components;
}
