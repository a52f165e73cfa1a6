import type { JsonObject } from '../../src/model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';
import type { VectorInput } from './vector.ts';

/** The input of a vector as API objects, in the format of `oc get -o json`. */
export function vectorObjects(input: VectorInput): readonly JsonObject[] {
  return [
    ...mirrorSets('ImageDigestMirrorSet', input.idms),
    ...mirrorSets('ImageTagMirrorSet', input.itms),
    ...mirrorSets('ImageContentSourcePolicy', input.icsp),
    ...(input.image
      ? [configObject('Image', 'cluster', { spec: input.image as unknown as JsonObject })]
      : []),
    // Starting with 4.21, the model assumes the default ClusterImagePolicy of a cluster. The library vectors
    // have no image policies.
    configObject('ClusterVersion', 'version', {
      status: {
        desired: {
          version: '4.20.0',
          ...(input.releaseImage === undefined ? {} : { image: input.releaseImage }),
        },
      },
    }),
  ];
}

function mirrorSets(
  kind: MirrorSetKind,
  objects: readonly unknown[] | null | undefined,
): readonly JsonObject[] {
  // Names in vectors can repeat and have no meaning, so assign unique names.
  return (objects ?? []).map((object, index) => ({
    ...(object as JsonObject),
    apiVersion: mirrorSetKinds[kind].apiVersion,
    kind,
    metadata: { name: `o${index}` },
  }));
}

function configObject(kind: string, name: string, rest: JsonObject): JsonObject {
  return { apiVersion: 'config.openshift.io/v1', kind, metadata: { name }, ...rest };
}
