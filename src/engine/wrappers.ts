import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/** Matches each element of a list and each value of a mapping. */
export const each = '*';

export interface Wrapper {
  /** The kind of the wrapper; undefined for a document without a kind. */
  readonly kind: string | undefined;
  readonly path: FieldPath;
  /**
   * `objects`: each value is an API object. `values`: any value that contains API objects at any depth.
   * `text`: such a value or API objects as YAML or JSON text. `base64`: the same text, encoded. `sources`:
   * the entries of a mirror set without the enclosing object. `registries`: such entries in the format of
   * registries.conf. `spec`: the spec of Image `cluster`.
   */
  readonly holds: 'objects' | 'values' | 'text' | 'base64' | 'sources' | 'registries' | 'spec';
  /** Whether a text is an install-config, or a part of one, of a cluster to install. */
  readonly isInstallation?: true;
  /** The object that the installer or HyperShift creates from `sources`, `registries` or `spec`. */
  readonly becomes?: {
    readonly kind: MirrorSetKind | 'Image';
    /** Empty if the element of the list has the name, or only the name of a file. */
    readonly name: string;
    /** Whether the object is created in a different cluster than the one that stores the wrapper. */
    readonly isOfHostedCluster?: true;
    /** Whether the installer creates the object from an install-config. */
    readonly isInstalled?: true;
    /** Set if the entries have the field names of registries.conf, or those of the object itself. */
    readonly format?: 'registries' | 'object';
    /** The field of the wrapper to use instead; its entries become an ImageDigestMirrorSet. */
    readonly replacement?: string;
  };
}

const installedDigestMirrors = {
  kind: 'ImageDigestMirrorSet',
  name: 'image-digest-mirror',
  isInstalled: true,
} as const;

/** The list `imageContentSources` of a HostedCluster, also as a file of its own. */
export const listOfHostedCluster = {
  kind: 'ImageDigestMirrorSet',
  name: 'cluster',
  isOfHostedCluster: true,
} as const;

/** The ZTP tools merge the spec with the file of the kind that `fileName` names. */
const specsOfPolicies = Object.entries(mirrorSetKinds).map(
  ([kind, { listField }]): Wrapper => ({
    kind: 'PolicyGenTemplate',
    path: ['spec', 'sourceFiles', each, 'spec', listField],
    holds: 'sources',
    becomes: { kind: kind as MirrorSetKind, name: '', format: 'object' },
  }),
);

const helmOfApplication = [
  ['spec', 'source', 'helm'],
  ['spec', 'sources', each, 'helm'],
] as const;

function helmValues(kind: string, prefix: FieldPath): readonly Wrapper[] {
  return helmOfApplication.flatMap((helm): readonly Wrapper[] => [
    { kind, path: [...prefix, ...helm, 'values'], holds: 'text' },
    { kind, path: [...prefix, ...helm, 'valuesObject'], holds: 'values' },
  ]);
}

/**
 * Objects that contain other API objects, or entries of mirror sets, to apply elsewhere or later. Lists are
 * recognised by their kind.
 */
export const wrappers: readonly Wrapper[] = [
  { kind: 'SelectorSyncSet', path: ['spec', 'resources', each], holds: 'objects' },
  { kind: 'SyncSet', path: ['spec', 'resources', each], holds: 'objects' },
  { kind: 'ManifestWork', path: ['spec', 'workload', 'manifests', each], holds: 'objects' },
  {
    kind: 'ManifestWorkReplicaSet',
    path: ['spec', 'manifestWorkTemplate', 'workload', 'manifests', each],
    holds: 'objects',
  },
  { kind: 'Policy', path: ['spec', 'policy-templates', each, 'objectDefinition'], holds: 'objects' },
  {
    kind: 'ConfigurationPolicy',
    path: ['spec', 'object-templates', each, 'objectDefinition'],
    holds: 'objects',
  },
  { kind: 'ConfigurationPolicy', path: ['spec', 'object-templates-raw'], holds: 'text' },
  { kind: 'Template', path: ['objects', each], holds: 'objects' },
  { kind: 'ConfigMap', path: ['data', each], holds: 'text' },
  // assisted-service copies these registries to the install-config.
  {
    kind: 'ConfigMap',
    path: ['data', 'registries.conf'],
    holds: 'registries',
    becomes: { ...installedDigestMirrors, format: 'registries' },
  },
  { kind: 'ConfigMap', path: ['binaryData', each], holds: 'base64' },
  { kind: 'Secret', path: ['stringData', each], holds: 'text' },
  { kind: 'Secret', path: ['data', each], holds: 'base64' },
  { kind: 'ClusterInstance', path: ['spec', 'installConfigOverrides'], holds: 'text', isInstallation: true },
  {
    kind: 'SiteConfig',
    path: ['spec', 'clusters', each, 'installConfigOverrides'],
    holds: 'text',
    isInstallation: true,
  },
  {
    kind: 'AgentClusterInstall',
    path: ['metadata', 'annotations', 'agent-install.openshift.io/install-config-overrides'],
    holds: 'text',
    isInstallation: true,
  },
  ...specsOfPolicies,
  ...helmValues('Application', []),
  ...helmValues('ApplicationSet', ['spec', 'template']),
  {
    kind: undefined,
    path: ['imageDigestSources'],
    holds: 'sources',
    becomes: installedDigestMirrors,
  },
  {
    kind: undefined,
    path: ['imageContentSources'],
    holds: 'sources',
    becomes: {
      kind: 'ImageContentSourcePolicy',
      name: 'image-policy',
      isInstalled: true,
      replacement: 'imageDigestSources',
    },
  },
  {
    kind: 'HostedCluster',
    path: ['spec', 'imageContentSources'],
    holds: 'sources',
    becomes: listOfHostedCluster,
  },
  {
    kind: 'HostedCluster',
    path: ['spec', 'imageTagMirrorSet'],
    holds: 'sources',
    becomes: { kind: 'ImageTagMirrorSet', name: 'cluster', isOfHostedCluster: true, format: 'object' },
  },
  {
    kind: 'HostedCluster',
    path: ['spec', 'configuration', 'image'],
    holds: 'spec',
    becomes: { kind: 'Image', name: 'cluster', isOfHostedCluster: true },
  },
];

/**
 * Fields of Ansible tasks whose text can contain API objects: to apply, to copy, or as standard input of a
 * command.
 */
export const ansibleFields: ReadonlySet<string> = new Set([
  'content',
  'definition',
  'resource_definition',
  'stdin',
]);
