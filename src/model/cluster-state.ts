import type { ImagePolicy } from './image-policies.ts';
import { isSameList } from './json.ts';
import type { MirrorSet } from './mirror-set.ts';
import type { OpenShiftVersion } from './openshift-version.ts';

/**
 * The lists in the `spec` of image.config.openshift.io/cluster that affect registries.conf and policy.json
 * (DOMAIN 4).
 */
export interface ImageConfig {
  /** Undefined and empty differ: the operator writes registries.conf for an empty list too (DOMAIN 5.1). */
  readonly insecureRegistries?: readonly string[];
  readonly blockedRegistries?: readonly string[];
  readonly allowedRegistries?: readonly string[];
  readonly containerRuntimeSearchRegistries?: readonly string[];
}

const listNames = [
  'insecureRegistries',
  'blockedRegistries',
  'allowedRegistries',
  'containerRuntimeSearchRegistries',
] as const satisfies readonly (keyof ImageConfig)[];

/** Whether two configurations have the same lists in the same order. */
export function isSameImageConfig(a: ImageConfig, b: ImageConfig): boolean {
  return a === b || listNames.every((name) => isSameList(a[name], b[name]));
}

/** The data that the Machine Config Operator reads in addition to the mirror sets. */
export interface ClusterSettings {
  readonly imageConfig: ImageConfig;
  /** `status.desired.image` of ClusterVersion `version`; undefined if unknown. */
  readonly releaseImage?: string | undefined;
  readonly version: OpenShiftVersion;
  /** ClusterImagePolicies and ImagePolicies; undefined if unknown. */
  readonly imagePolicies?: readonly ImagePolicy[] | undefined;
}

/** All data that the Machine Config Operator reads to write registries.conf and policy.json. */
export interface ClusterState extends ClusterSettings {
  readonly mirrorSets: readonly MirrorSet[];
}
