import { ClusterIndex } from '../../domain/cluster-index/cluster-index.ts';
import type { ImageConfig } from '../../domain/cluster-state.ts';
import type { ClusterVersionFact, FactSheet } from '../../domain/facts.ts';
import { type JsonObject, valueAt } from '../../domain/json.ts';
import { isMirrorSetKind, type MirrorSet, mirrorSetKinds, toMirrorSet } from '../../domain/mirror-set.ts';
import { parseOpenShiftVersion } from '../../domain/openshift-version.ts';

/** What a set of objects says about the cluster. Objects of other kinds are passed over. */
export interface ClusterObjects {
  readonly mirrorSets: readonly MirrorSet[];
  readonly facts: FactSheet;
}

/** @param objects in the order they were read; of two with one name the last counts, as with `kubectl apply` */
export function readClusterObjects(objects: Iterable<JsonObject>): ClusterObjects {
  const mirrorSets = new Map<string, MirrorSet>();
  let imageConfig: ImageConfig | undefined;
  let clusterVersion: ClusterVersionFact | undefined;
  for (const object of objects) {
    const { apiVersion, kind } = object;
    const name = String(valueAt(object, ['metadata', 'name']) ?? '');
    if (isMirrorSetKind(kind) && apiVersion === mirrorSetKinds[kind].apiVersion)
      mirrorSets.set(`${kind} ${name}`, toMirrorSet(kind, name, object));
    if (apiVersion !== 'config.openshift.io/v1') continue;
    if (kind === 'Image' && name === 'cluster') imageConfig = toImageConfig(object);
    if (kind === 'ClusterVersion' && name === 'version') clusterVersion = toClusterVersion(object);
  }
  return {
    mirrorSets: [...mirrorSets.values()],
    facts: {
      known: { ...(imageConfig === undefined ? {} : { imageConfig }), ...(clusterVersion === undefined ? {} : { clusterVersion }) },
      missing: {
        inputDocuments: 'is for files only',
        ...(imageConfig === undefined ? { imageConfig: 'is not known: the cluster folder has no Image named cluster' } : {}),
        ...(clusterVersion === undefined
          ? { clusterVersion: 'is not known: the cluster folder has no ClusterVersion named version with a status.desired.version' }
          : {}),
      },
      cluster: new ClusterIndex(mirrorSets.values()),
    },
  };
}

function toImageConfig(object: JsonObject): ImageConfig {
  const config: Record<string, readonly string[]> = {};
  for (const field of ['insecureRegistries', 'blockedRegistries', 'allowedRegistries', 'containerRuntimeSearchRegistries'] as const) {
    const registries = valueAt(object, ['spec', 'registrySources', field]);
    if (Array.isArray(registries)) config[field] = registries.filter((registry) => typeof registry === 'string');
  }
  return config;
}

function toClusterVersion(object: JsonObject): ClusterVersionFact | undefined {
  const desired = valueAt(object, ['status', 'desired', 'version']);
  const image = valueAt(object, ['status', 'desired', 'image']);
  const version = typeof desired === 'string' ? parseOpenShiftVersion(desired) : undefined;
  if (version === undefined) return undefined;
  return typeof image === 'string' && image !== '' ? { version, releaseImage: image } : { version };
}
