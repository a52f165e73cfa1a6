import type { ImageConfig } from '../model/cluster-state.ts';
import type { ClusterVersionFact } from '../model/facts.ts';
import { type JsonObject, valueAt } from '../model/json.ts';
import { newestVersion, parseOpenShiftVersion } from '../model/openshift-version.ts';

/** The lists in `spec.registrySources` of Image `cluster`. */
export const imageConfigLists = [
  'insecureRegistries',
  'blockedRegistries',
  'allowedRegistries',
  'containerRuntimeSearchRegistries',
] as const;

/** Finds an object of config.openshift.io/v1; of several with the name, the last one counts. */
export function findConfig(
  objects: readonly JsonObject[],
  kind: string,
  name: string,
): JsonObject | undefined {
  return objects.findLast(
    (object) =>
      object.apiVersion === 'config.openshift.io/v1' &&
      object.kind === kind &&
      valueAt(object, ['metadata', 'name']) === name,
  );
}

/**
 * Reads the lists of Image `cluster`. Elements that are not strings are skipped, because the API server would
 * not have stored them.
 */
export function readImageConfig(image: JsonObject): ImageConfig {
  const config: Record<string, readonly string[]> = {};
  for (const name of imageConfigLists) {
    const list = valueAt(image, ['spec', 'registrySources', name]);
    if (Array.isArray(list)) config[name] = list.filter((element) => typeof element === 'string');
  }
  return config;
}

/**
 * Reads the desired version and image of ClusterVersion `version`; undefined if it has neither. Without a
 * version, the newest version is assumed.
 */
export function readClusterVersion(object: JsonObject): ClusterVersionFact | undefined {
  const text = valueAt(object, ['status', 'desired', 'version']);
  const image = valueAt(object, ['status', 'desired', 'image']);
  const version = typeof text === 'string' ? parseOpenShiftVersion(text) : undefined;
  // An empty image stops the operator, so it differs from an absent image.
  const hasImage = typeof image === 'string';
  if (version === undefined && !hasImage) return undefined;
  return {
    version: version ?? newestVersion,
    ...(version === undefined ? { isVersionAssumed: true } : {}),
    ...(hasImage ? { releaseImage: image } : {}),
  };
}
