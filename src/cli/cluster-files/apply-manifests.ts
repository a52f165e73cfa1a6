import type { Manifest } from '../../manifests/manifest.ts';
import { valueAt } from '../../model/json.ts';

/** Written objects replace stored objects of the same name. */
export function applyManifests(
  stored: readonly Manifest[],
  written: readonly Manifest[],
): readonly Manifest[] {
  const replaced = new Set(written.map(keyOf));
  return [...stored.filter((manifest) => !replaced.has(keyOf(manifest))), ...written];
}

function keyOf({ apiVersion, kind, name, object }: Manifest): string {
  return JSON.stringify([apiVersion, kind, valueAt(object, ['metadata', 'namespace']), name]);
}
