import { type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind } from '../model/mirror-set.ts';

/** An object that has no effect, because a later one of its name takes its place, and the two say different things. */
export interface ReplacedObject {
  readonly object: JsonObject;
  readonly by: JsonObject;
}

export interface LatestObjects {
  /** In their order, without those whose place is taken. */
  readonly latest: readonly JsonObject[];
  readonly replaced: readonly ReplacedObject[];
}

/**
 * Of objects with one name the last, as `kubectl apply` leaves it. Those that say nothing about mirrors are handed on as they are. That an
 * object comes twice with the same content, as in a must-gather, is nothing to tell.
 *
 * @param identify what two versions of one object have in common; undefined where it has no versions
 * Cost: linear; contents are compared only where a name comes again.
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

/** Kinds of OpenShift's groups, apart from mirror sets, that the model reads. */
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
/** In namespaces; everything else of interest is an object of the whole cluster, whatever namespace it claims. */
const namespaced: ReadonlySet<unknown> = new Set([
  'Secret pull-secret',
  'ConfigMap image-registry-override-drain',
]);

/** The same for two versions of one object; undefined for an object that says nothing about mirrors, and for one that has no name. */
export function identityOf(object: JsonObject): string | undefined {
  const { apiVersion, kind } = object;
  const name = valueAt(object, ['metadata', 'name']);
  if (typeof name !== 'string' || name === '') return undefined;
  if (isMirrorSetKind(kind) || (readKinds.has(kind) && groupsOfInterest.test(String(apiVersion))))
    return JSON.stringify([apiVersion, kind, name]);
  if (kind !== 'ImagePolicy' && !namespaced.has(`${String(kind)} ${name}`)) return undefined;
  return JSON.stringify([apiVersion, kind, name, valueAt(object, ['metadata', 'namespace'])]);
}

/** What the cluster keeps about an object (who wrote it, and when) says nothing about mirrors. */
function contentOf(object: JsonObject): string {
  return JSON.stringify({ ...object, metadata: null });
}
