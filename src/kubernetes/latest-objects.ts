import { type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind } from '../model/mirror-set.ts';

/** An object without effect, because a later object has the same name and different content. */
export interface ReplacedObject {
  readonly object: JsonObject;
  readonly by: JsonObject;
}

export interface LatestObjects {
  /** In input order, without replaced objects. */
  readonly latest: readonly JsonObject[];
  readonly replaced: readonly ReplacedObject[];
}

/**
 * Keeps the last of several objects with one name, like `kubectl apply`. Keeps all objects of other kinds.
 * Equal duplicates, as in a must-gather, are not reported.
 * @param identify returns the identity that versions of one object share; undefined to always keep the object
 * Cost: linear; contents are compared only for repeated names.
 */
export function keepLatest(objects: readonly JsonObject[], identify = identityOf): LatestObjects {
  const last = new Map<string, JsonObject>();
  const identities = objects.map(identify);
  for (const [position, identity] of identities.entries())
    if (identity !== undefined) last.set(identity, objects[position] as JsonObject);
  const latest: JsonObject[] = [];
  const replaced: ReplacedObject[] = [];
  for (const [position, object] of objects.entries()) {
    const identity = identities[position];
    const by = identity === undefined ? object : (last.get(identity) ?? object);
    if (by === object) latest.push(object);
    else if (contentOf(by) !== contentOf(object)) replaced.push({ object, by });
  }
  return { latest, replaced };
}

/** Kinds of OpenShift groups that the model reads, except mirror sets. */
const readKinds: ReadonlySet<unknown> = new Set([
  'ClusterImagePolicy',
  'ClusterVersion',
  'Image',
  'Infrastructure',
  'MachineConfig',
  'MachineConfigPool',
  'MachineConfiguration',
]);
const groupsOfInterest = /^(config|operator|machineconfiguration)\.openshift\.io\//;
/** The namespaced objects; the namespace of any other object is ignored. */
const namespaced: ReadonlySet<unknown> = new Set([
  'Secret pull-secret',
  'ConfigMap image-registry-override-drain',
]);

/** Equal for two versions of one object; undefined for an object of another kind or without a name. */
export function identityOf(object: JsonObject): string | undefined {
  const { apiVersion, kind } = object;
  const name = valueAt(object, ['metadata', 'name']);
  if (typeof name !== 'string' || name === '') return undefined;
  if (isMirrorSetKind(kind) || (readKinds.has(kind) && groupsOfInterest.test(String(apiVersion))))
    return JSON.stringify([apiVersion, kind, name]);
  if (kind !== 'ImagePolicy' && !namespaced.has(`${String(kind)} ${name}`)) return undefined;
  return JSON.stringify([apiVersion, kind, name, valueAt(object, ['metadata', 'namespace'])]);
}

/** Omits metadata such as managedFields, which does not affect mirrors. */
function contentOf(object: JsonObject): string {
  return JSON.stringify({ ...object, metadata: null });
}
