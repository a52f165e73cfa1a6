import type { ClusterState, ImageConfig } from '../../src/model/cluster-state.ts';
import type { ImagePolicy } from '../../src/model/image-policies.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { type MirrorSet, mirrorSetKinds } from '../../src/model/mirror-set.ts';

/** The manifest of a mirror set of the model. */
export function mirrorSetObject({ kind, name, entries }: MirrorSet): JsonObject {
  const { apiVersion, listField } = mirrorSetKinds[kind];
  const list = entries.map(({ source, mirrors, policy }) => ({
    source,
    mirrors,
    ...(policy === undefined ? {} : { mirrorSourcePolicy: policy }),
  }));
  return { apiVersion, kind, metadata: { name }, spec: { [listField]: list } };
}

/** The manifest of Image `cluster` with these lists. */
export function imageObject(imageConfig: ImageConfig): JsonObject {
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Image',
    metadata: { name: 'cluster' },
    spec: { registrySources: { ...imageConfig } },
  };
}

/** The Image and ClusterVersion objects of a cluster state. */
export function otherObjectsOf({
  imageConfig,
  releaseImage,
  version,
}: Omit<ClusterState, 'mirrorSets'>): readonly JsonObject[] {
  return [
    imageObject(imageConfig),
    {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterVersion',
      metadata: { name: 'version' },
      status: {
        desired: {
          version: `4.${version.minor}.1`,
          ...(releaseImage === undefined ? {} : { image: releaseImage }),
        },
      },
    },
  ];
}

export function imagePolicyObject({ name, namespace, scopes }: ImagePolicy): JsonObject {
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: namespace === undefined ? 'ClusterImagePolicy' : 'ImagePolicy',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { scopes: [...scopes] },
  };
}

export function worldObjects(
  mirrorSets: readonly MirrorSet[],
  facts: Omit<ClusterState, 'mirrorSets'>,
): readonly JsonObject[] {
  return [...mirrorSets.map(mirrorSetObject), ...otherObjectsOf(facts)];
}
