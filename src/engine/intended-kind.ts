import { fieldOf, type JsonObject, valueAt } from '../model/json.ts';
import { isMirrorSetKind, type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import { nearestName } from '../model/text/nearest-name.ts';
import type { GuardedKind } from '../rules/subject.ts';

const kinds = Object.keys(mirrorSetKinds).filter(isMirrorSetKind);
const groups: ReadonlySet<unknown> = new Set(kinds.map((kind) => mirrorSetKinds[kind].group));

/** The kind that an object is evaluated as: Image `cluster`, or a mirror set with any apiVersion. */
export function evaluatedKind(object: JsonObject): GuardedKind | undefined {
  const isImageConfig =
    fieldOf(object, 'kind') === 'Image' &&
    fieldOf(object, 'apiVersion') === 'config.openshift.io/v1' &&
    valueAt(object, ['metadata', 'name']) === 'cluster';
  return isImageConfig ? 'Image' : intendedKind(object);
}

/**
 * The kind that an object in a file is evaluated as; undefined for all other objects. It can differ from the
 * written kind, which a rule reports. An ImageContentPolicy has the fields of an ImageContentSourcePolicy and
 * no effect (DOMAIN 1.1). Without this inference, an object with a misspelled or missing kind would not be
 * evaluated.
 */
export function intendedKind(object: JsonObject): MirrorSetKind | undefined {
  const kind = fieldOf(object, 'kind');
  if (isMirrorSetKind(kind)) return kind;
  if (kind === 'ImageContentPolicy') return 'ImageContentSourcePolicy';
  const apiVersion = fieldOf(object, 'apiVersion');
  if (apiVersion !== undefined && !(typeof apiVersion === 'string' && groups.has(apiVersion.split('/')[0])))
    return undefined;
  const meant = typeof kind === 'string' ? nearestName(kind, kinds) : undefined;
  if (meant !== undefined && isMirrorSetKind(meant)) return meant;
  return kinds.find((own) => valueAt(object, ['spec', mirrorSetKinds[own].listField]) !== undefined);
}
