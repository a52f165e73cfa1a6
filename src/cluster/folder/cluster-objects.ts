import { type JsonObject, valueAt } from '../../model/json.ts';
import { formatObjectRef, isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';

/** The objects of a folder, grouped by their role in a cluster. */
export interface ClusterObjects {
  /** Mirror sets by kind and name. */
  readonly mirrorSets: ReadonlyMap<string, JsonObject>;
  /** Image `cluster`. */
  readonly image: JsonObject | undefined;
  /** ClusterVersion `version`. */
  readonly version: JsonObject | undefined;
  readonly others: readonly JsonObject[];
}

/**
 * Whether an object is not a mirror set, or belongs to the API of its mirror set kind. The operator ignores
 * mirror set kinds of other APIs.
 */
export function hasServedApiVersion({ apiVersion, kind }: JsonObject): boolean {
  return !isMirrorSetKind(kind) || apiVersion === mirrorSetKinds[kind].apiVersion;
}

/** @param objects with unique names (`keepLatest`) */
export function sortClusterObjects(objects: Iterable<JsonObject>): ClusterObjects {
  const mirrorSets = new Map<string, JsonObject>();
  let image: JsonObject | undefined;
  let version: JsonObject | undefined;
  const others: JsonObject[] = [];
  for (const object of objects) {
    const { apiVersion, kind } = object;
    const name = nameOf(object);
    const isConfig = apiVersion === 'config.openshift.io/v1';
    if (isMirrorSetKind(kind)) mirrorSets.set(formatObjectRef({ kind, name }), object);
    else if (isConfig && kind === 'Image' && name === 'cluster') image = object;
    else if (isConfig && kind === 'ClusterVersion' && name === 'version') version = object;
    else others.push(object);
  }
  return { mirrorSets, image, version, others };
}

/** Empty for an object without a name. */
export function nameOf(object: JsonObject): string {
  const name = valueAt(object, ['metadata', 'name']);
  return typeof name === 'string' ? name : '';
}
