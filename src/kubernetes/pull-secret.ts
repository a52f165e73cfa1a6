import { isJsonObject, type Json, type JsonObject, valueAt } from '../model/json.ts';

/**
 * The registries with credentials in the global pull secret, as `host[:port]`, sorted. Undefined if Secret
 * `pull-secret` of namespace openshift-config is not among the objects or cannot be read. Credentials are
 * discarded after parsing.
 */
export function readPullSecretHosts(objects: Iterable<JsonObject>): readonly string[] | undefined {
  for (const object of objects) {
    const isPullSecret = object.kind === 'Secret' && valueAt(object, ['metadata', 'name']) === 'pull-secret';
    if (!isPullSecret || valueAt(object, ['metadata', 'namespace']) !== 'openshift-config') continue;
    const auths = valueAt(dockerConfigOf(object), ['auths']);
    if (isJsonObject(auths)) return [...new Set(Object.keys(auths).map(hostOf))].sort();
  }
  return undefined;
}

function dockerConfigOf(secret: JsonObject): Json | undefined {
  const plain = valueAt(secret, ['stringData', '.dockerconfigjson']);
  const encoded = valueAt(secret, ['data', '.dockerconfigjson']);
  try {
    if (typeof plain === 'string') return JSON.parse(plain) as Json;
    return typeof encoded === 'string' ? (JSON.parse(atob(encoded)) as Json) : undefined;
  } catch {
    // A dump without secret values does not contain the hosts.
    return undefined;
  }
}

/** Keys can have the forms `quay.io/team` and `https://index.docker.io/v1/`. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
  return host === 'index.docker.io' ? 'docker.io' : host;
}
