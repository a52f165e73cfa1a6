import type { ClusterState, ImageConfig } from '../../src/model/cluster-state.ts';
import type { ImagePolicy } from '../../src/model/image-policies.ts';
import { type MirrorSet, toMirrorSet } from '../../src/model/mirror-set.ts';
import { newestVersion, parseOpenShiftVersion } from '../../src/model/openshift-version.ts';
import type { ExampleObject } from '../../src/rules/example.ts';

/** A valid digest. */
export const someDigest = `sha256:${'a'.repeat(64)}`;
export const someRelease = `quay.io/openshift-release-dev/ocp-release@${someDigest}`;

/**
 * A cluster state from examples. Defaults: the newest version, no release image and an empty image config.
 */
export function clusterOf(
  objects: readonly ExampleObject[],
  world: {
    readonly imageConfig?: ImageConfig;
    readonly releaseImage?: string;
    readonly version?: string;
    readonly imagePolicies?: readonly ImagePolicy[];
  } = {},
): ClusterState {
  return {
    mirrorSets: objects.map(mirrorSetOf),
    imageConfig: world.imageConfig ?? {},
    ...(world.releaseImage === undefined ? {} : { releaseImage: world.releaseImage }),
    version:
      world.version === undefined ? newestVersion : (parseOpenShiftVersion(world.version) ?? newestVersion),
    ...(world.imagePolicies === undefined ? {} : { imagePolicies: world.imagePolicies }),
  };
}

export function mirrorSetOf({ kind, name, object }: ExampleObject): MirrorSet {
  return toMirrorSet(kind, name, object);
}
