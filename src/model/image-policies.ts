import { type JsonObject, valueAt } from './json.ts';

/** A ClusterImagePolicy: images of its scopes are pulled with a valid signature only (DOMAIN 8.6). */
export interface ImagePolicy {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The ClusterImagePolicies among objects of any shape; undefined where there is none. */
export function readImagePolicies(objects: Iterable<JsonObject>): readonly ImagePolicy[] | undefined {
  const policies: ImagePolicy[] = [];
  for (const object of objects) {
    if (object.kind !== 'ClusterImagePolicy' || !String(object.apiVersion).startsWith('config.openshift.io/'))
      continue;
    const name = valueAt(object, ['metadata', 'name']);
    const scopes = valueAt(object, ['spec', 'scopes']);
    if (typeof name !== 'string' || !Array.isArray(scopes)) continue;
    policies.push({ name, scopes: scopes.filter((scope) => typeof scope === 'string') });
  }
  return policies.length === 0 ? undefined : policies;
}
