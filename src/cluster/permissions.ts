import { mirrorSetKinds } from '../model/mirror-set.ts';

/** An object that mirrorguard makes, changes or looks for, and is allowed to touch by name alone. */
export type OwnObject =
  | 'caSecret'
  | 'lease'
  | 'webhookConfiguration'
  | 'deployment'
  | 'drainOverride'
  | 'hostedClusters';

/** One thing that pods of the chart may do in the cluster. Its roles are generated from these; nothing else is granted. */
export interface Permission {
  readonly scope: 'cluster' | 'namespace';
  readonly group: string;
  /** Plural, as in URLs. Never `*`. */
  readonly resources: readonly string[];
  readonly verbs: readonly ('get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete')[];
  /** Only these objects. `create` cannot be limited so: a request to create carries no name. */
  readonly only?: OwnObject;
  /** Only where mirrorguard is its own certificate authority. */
  readonly selfSignedOnly?: true;
  readonly why: string;
}

const watch = ['get', 'list', 'watch'] as const;

/** What is watched, so that a decision knows the whole cluster. */
const watched: readonly Permission[] = [
  ...Object.values(mirrorSetKinds).map(
    ({ group, resource }): Permission => ({
      scope: 'cluster',
      group,
      resources: [resource],
      verbs: watch,
      why: 'The mirror sets that the operator merges into one file.',
    }),
  ),
  {
    scope: 'cluster',
    group: 'config.openshift.io',
    resources: ['images', 'clusterversions'],
    verbs: watch,
    why: 'Blocked and allowed registries; the version, which decides what the operator accepts.',
  },
  {
    scope: 'cluster',
    group: 'config.openshift.io',
    resources: ['infrastructures', 'clusterimagepolicies'],
    verbs: watch,
    why: 'Who else decides about mirror sets, and whether nodes are drained at all; which images need signatures at their mirrors.',
  },
  {
    scope: 'cluster',
    group: '',
    resources: ['configmaps'],
    verbs: watch,
    only: 'drainOverride',
    why: 'Its existence switches off the drain for changes of registries.conf.',
  },
  {
    scope: 'cluster',
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    verbs: watch,
    only: 'hostedClusters',
    why: 'Its existence says that HyperShift runs control planes of other clusters here.',
  },
  {
    scope: 'cluster',
    group: 'machineconfiguration.openshift.io',
    resources: ['machineconfigpools'],
    verbs: watch,
    why: 'Which nodes a change would drain, and whether a pool is paused or degraded.',
  },
  {
    scope: 'cluster',
    group: 'operator.openshift.io',
    resources: ['machineconfigurations'],
    verbs: watch,
    why: 'The node disruption policy, which decides whether a change drains.',
  },
];

/** What it takes to be a certificate authority that all replicas share. */
const certificateAuthority: readonly Permission[] = [
  {
    scope: 'cluster',
    group: 'admissionregistration.k8s.io',
    resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
    verbs: [...watch, 'patch'],
    only: 'webhookConfiguration',
    // Without `create`, server-side apply cannot bring a configuration back that an administrator has removed.
    why: 'caBundle is written by server-side apply, as soon as a configuration is new or was changed.',
  },
  {
    scope: 'namespace',
    group: '',
    resources: ['secrets'],
    verbs: ['get', 'update'],
    only: 'caSecret',
    why: 'The certificate authority, shared by all replicas.',
  },
  {
    scope: 'namespace',
    group: '',
    resources: ['secrets'],
    verbs: ['create'],
    why: 'The certificate authority, the first time.',
  },
  {
    scope: 'namespace',
    group: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['get', 'update'],
    only: 'lease',
    why: 'One replica at a time renews.',
  },
  {
    scope: 'namespace',
    group: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['create'],
    why: 'The lease, the first time.',
  },
];

/** For the pods that serve. */
export const permissions: readonly Permission[] = [
  ...watched,
  ...certificateAuthority.map((permission): Permission => ({ ...permission, selfSignedOnly: true })),
];

/** For the hook that removes an installation in its order (uninstall.ts). */
export const uninstallPermissions: readonly Permission[] = [
  {
    scope: 'cluster',
    group: 'admissionregistration.k8s.io',
    resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
    verbs: ['get', 'patch', 'delete'],
    only: 'webhookConfiguration',
    why: 'Opened first, removed last.',
  },
  {
    scope: 'namespace',
    group: 'apps',
    resources: ['deployments'],
    verbs: ['patch'],
    only: 'deployment',
    why: 'Scaled to none.',
  },
  { scope: 'namespace', group: '', resources: ['pods'], verbs: ['list'], why: 'Waited for.' },
  {
    scope: 'namespace',
    group: '',
    resources: ['secrets'],
    verbs: ['get', 'delete'],
    only: 'caSecret',
    why: 'Made by the pods, if its type says so; perhaps before another mode was chosen.',
  },
  {
    scope: 'namespace',
    group: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['delete'],
    only: 'lease',
    why: 'Made by the pods; perhaps before another mode was chosen.',
  },
];

/** For the pod of `helm test` (self-test.ts): a dry run needs the right to do it. */
export const selfTestPermissions: readonly Permission[] = [
  {
    scope: 'cluster',
    group: mirrorSetKinds.ImageDigestMirrorSet.group,
    resources: [mirrorSetKinds.ImageDigestMirrorSet.resource],
    verbs: ['create'],
    why: 'Asked for as a dry run, and refused.',
  },
];
