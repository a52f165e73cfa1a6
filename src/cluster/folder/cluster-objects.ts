import type { ImageConfig } from '../../domain/cluster-state.ts';
import type { ClusterVersionFact } from '../../domain/facts.ts';
import { type JsonObject, valueAt } from '../../domain/json.ts';
import { formatObjectRef, isMirrorSetKind, mirrorSetKinds } from '../../domain/mirror-set.ts';
import { parseOpenShiftVersion } from '../../domain/openshift-version.ts';

/** The objects of a folder that say something about the cluster; others are passed over. */
export interface ClusterObjects {
  /** By kind and name. */
  readonly mirrorSets: ReadonlyMap<string, JsonObject>;
  /** Image `cluster`. */
  readonly image: JsonObject | undefined;
  /** ClusterVersion `version`. */
  readonly version: JsonObject | undefined;
}

/** @param objects in the order they were read; of two with one name the last counts, as with `kubectl apply` */
export function sortClusterObjects(objects: Iterable<JsonObject>): ClusterObjects {
  const mirrorSets = new Map<string, JsonObject>();
  let image: JsonObject | undefined;
  let version: JsonObject | undefined;
  for (const object of objects) {
    const { apiVersion, kind } = object;
    const name = nameOf(object);
    if (isMirrorSetKind(kind) && apiVersion === mirrorSetKinds[kind].apiVersion) mirrorSets.set(formatObjectRef({ kind, name }), object);
    if (apiVersion !== 'config.openshift.io/v1') continue;
    if (kind === 'Image' && name === 'cluster') image = object;
    if (kind === 'ClusterVersion' && name === 'version') version = object;
  }
  return { mirrorSets, image, version };
}

/** Empty where the object has none. */
export function nameOf(object: JsonObject): string {
  const name = valueAt(object, ['metadata', 'name']);
  return typeof name === 'string' ? name : '';
}

export function toImageConfig(image: JsonObject): ImageConfig {
  const config: Record<string, readonly string[]> = {};
  for (const field of ['insecureRegistries', 'blockedRegistries', 'allowedRegistries', 'containerRuntimeSearchRegistries'] as const) {
    const registries = valueAt(image, ['spec', 'registrySources', field]);
    if (Array.isArray(registries)) config[field] = registries.filter((registry) => typeof registry === 'string');
  }
  return config;
}

/** Undefined where it does not say which version is desired. */
export function toClusterVersion(version: JsonObject): ClusterVersionFact | undefined {
  const text = valueAt(version, ['status', 'desired', 'version']);
  const image = valueAt(version, ['status', 'desired', 'image']);
  const desired = typeof text === 'string' ? parseOpenShiftVersion(text) : undefined;
  if (desired === undefined) return undefined;
  return typeof image === 'string' && image !== '' ? { version: desired, releaseImage: image } : { version: desired };
}
