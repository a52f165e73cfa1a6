import { mirrorSetKinds } from '../model/mirror-set.ts';
import { reportKinds } from './report-store.ts';

/** An object that mirrorguard accesses only by name. */
export type OwnObject =
  | 'caSecret'
  | 'lease'
  | 'checkLease'
  | 'webhookConfiguration'
  | 'deployment'
  | 'drainOverride'
  | 'hostedClusters'
  | 'clusterReport';

/**
 * The Lease of the background check. It differs from the Lease of the certificate authority: during a change
 * to mode `self`, a pod of the old mode holds the first Lease, while no pod can become ready before it holds
 * the second.
 */
export function checkLeaseOf(lease: string): string {
  return `${lease}-check`;
}

/**
 * A permission of the pods of the chart. The roles of the chart are generated from these permissions and
 * grant nothing else.
 */
export interface Permission {
  /** `default` is the namespace for Events about cluster-scoped objects. */
  readonly scope: 'cluster' | 'namespace' | 'default';
  readonly group: string;
  /** Plural names as in URLs. Never `*`. */
  readonly resources: readonly string[];
  readonly verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete')[];
  /** Limits the permission to this object. RBAC cannot limit `create` by name. */
  readonly only?: OwnObject;
  /** Granted only in certificate mode `self`. */
  readonly selfSignedOnly?: true;
  /** Granted only if MachineConfigs are read. */
  readonly machineConfigsOnly?: true;
  /** Granted only if the background check writes it. */
  readonly writtenOnly?: 'events' | 'report';
  readonly why: string;
}

const watch = ['get', 'list', 'watch'] as const;
const secrets = { scope: 'namespace', group: '', resources: ['secrets'] } as const;
const leases = { scope: 'namespace', group: 'coordination.k8s.io', resources: ['leases'] } as const;
const webhookConfigurations = {
  scope: 'cluster',
  group: 'admissionregistration.k8s.io',
  resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  only: 'webhookConfiguration',
} as const;

/** The resources that predictions depend on. */
const watched: readonly Omit<Permission, 'scope' | 'verbs'>[] = [
  ...Object.values(mirrorSetKinds).map(({ group, resource }) => ({
    group,
    resources: [resource],
    why: 'The mirror sets that the Machine Config Operator merges into one file.',
  })),
  {
    group: 'config.openshift.io',
    resources: ['images', 'clusterversions'],
    why:
      'Blocked and allowed registries; the version, which determines what the Machine Config ' +
      'Operator accepts.',
  },
  {
    group: 'config.openshift.io',
    resources: ['infrastructures', 'clusterimagepolicies', 'imagepolicies'],
    why:
      'Whether the cluster is managed or has a single node; which images need signatures at their ' +
      'mirrors.',
  },
  {
    group: '',
    resources: ['configmaps'],
    only: 'drainOverride',
    why: 'If it exists, changes of registries.conf do not drain nodes.',
  },
  {
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    only: 'hostedClusters',
    why: 'If it exists, HyperShift runs control planes of other clusters here.',
  },
  {
    group: 'machineconfiguration.openshift.io',
    resources: ['machineconfigpools', 'machineosconfigs'],
    why: 'Which nodes a change drains or reboots, and whether a pool is paused or degraded.',
  },
  {
    group: 'machineconfiguration.openshift.io',
    resources: ['machineconfigs'],
    machineConfigsOnly: true,
    why: 'Files that override registries.conf and policy.json. MachineConfigs contain the pull secret.',
  },
  {
    group: '',
    resources: ['nodes'],
    why: 'Whether there are Windows nodes; only their metadata is requested.',
  },
  {
    group: 'operator.openshift.io',
    resources: ['machineconfigurations'],
    why: 'The node disruption policy, which determines whether a change drains nodes.',
  },
];

/** Permissions for a certificate authority that all replicas share. */
const certificateAuthority: readonly Permission[] = [
  {
    ...webhookConfigurations,
    verbs: [...watch, 'patch'],
    // Without `create`, server-side apply cannot create a configuration that an administrator has deleted.
    why: 'The leader writes caBundle by server-side apply whenever a configuration is created or changed.',
  },
  {
    ...secrets,
    verbs: ['get', 'update'],
    only: 'caSecret',
    why: 'The certificate authority, shared by all replicas.',
  },
  { ...secrets, verbs: ['create'], why: 'Creates the certificate authority.' },
  { ...leases, verbs: ['get', 'update'], only: 'lease', why: 'Elects the replica that renews certificates.' },
];

/** Permissions of the background check. */
const backgroundCheck: readonly Permission[] = [
  {
    ...leases,
    verbs: ['get', 'update'],
    only: 'checkLease',
    why: 'Elects the replica that checks the stored state.',
  },
  { ...leases, verbs: ['create'], why: 'Creates the Leases.' },
  ...reportKinds.map(
    ({ group, plural }): Permission => ({
      scope: 'cluster',
      group,
      resources: [plural],
      // Server-side apply creates the report, and RBAC can limit an apply by name.
      verbs: ['get', 'create', 'patch', 'delete'],
      only: 'clusterReport',
      writtenOnly: 'report',
      why: 'The one report about the stored state.',
    }),
  ),
  {
    scope: 'default',
    group: 'events.k8s.io',
    resources: ['events'],
    verbs: ['create'],
    writtenOnly: 'events',
    why: 'Events about faults of the stored state.',
  },
];

/** Permissions of the metrics listener (delegated-access.ts). */
const accessReviews: readonly Permission[] = [
  {
    scope: 'cluster',
    group: 'authentication.k8s.io',
    resources: ['tokenreviews'],
    verbs: ['create'],
    why: 'Authenticates clients that read metrics.',
  },
  {
    scope: 'cluster',
    group: 'authorization.k8s.io',
    resources: ['subjectaccessreviews'],
    verbs: ['create'],
    why: 'Authorizes clients that read metrics.',
  },
];

/** Permissions of the serving pods. */
export const permissions: readonly Permission[] = [
  ...watched.map((one): Permission => ({ ...one, scope: 'cluster', verbs: watch })),
  ...accessReviews,
  ...backgroundCheck,
  ...certificateAuthority.map((permission): Permission => ({ ...permission, selfSignedOnly: true })),
];

/** Permissions of the uninstall hook (uninstall.ts). */
export const uninstallPermissions: readonly Permission[] = [
  {
    ...webhookConfigurations,
    verbs: ['get', 'patch', 'delete'],
    why: 'Sets failurePolicy to Ignore, and deletes the configurations at the end.',
  },
  {
    scope: 'namespace',
    group: 'apps',
    resources: ['deployments'],
    verbs: ['patch'],
    only: 'deployment',
    why: 'Scales to zero replicas.',
  },
  { scope: 'namespace', group: '', resources: ['pods'], verbs: ['list'], why: 'Waits until no pod is left.' },
  {
    ...secrets,
    verbs: ['get', 'delete'],
    only: 'caSecret',
    why: 'Deletes the Secret of the certificate authority; the type identifies it.',
  },
  { ...leases, verbs: ['delete'], only: 'lease', why: 'Deletes the Lease of the certificate authority.' },
  { ...leases, verbs: ['delete'], only: 'checkLease', why: 'Deletes the Lease of the background check.' },
  ...reportKinds.map(
    ({ group, plural }): Permission => ({
      scope: 'cluster',
      group,
      resources: [plural],
      verbs: ['delete'],
      only: 'clusterReport',
      why: 'Deletes the report about the stored state.',
    }),
  ),
];

/**
 * Permissions of the pod of `helm test` (self-test.ts); a dry run requires the same permission as a write.
 */
export const selfTestPermissions: readonly Permission[] = [
  {
    scope: 'cluster',
    group: mirrorSetKinds.ImageDigestMirrorSet.group,
    resources: [mirrorSetKinds.ImageDigestMirrorSet.resource],
    verbs: ['create'],
    why: 'Creates an invalid object as a dry run, which must be denied.',
  },
];
