import type { ReplacedObject } from '../../kubernetes/latest-objects.ts';
import type { JsonObject } from '../../model/json.ts';
import { textAt } from '../../model/json.ts';

/** An object that a folder contains twice with different content. */
export interface ReplacedManifest {
  /** `ImageDigestMirrorSet team`. */
  readonly object: string;
  /** The file whose version is used, relative to the folder. */
  readonly used: string;
  readonly ignored: string;
}

/** @param files the files with their objects */
export function findFilesOfReplaced(
  replaced: readonly ReplacedObject[],
  files: Iterable<readonly [path: string, objects: readonly JsonObject[]]>,
): readonly ReplacedManifest[] {
  if (replaced.length === 0) return [];
  const fileOf = new Map<JsonObject, string>();
  for (const [path, objects] of files) for (const object of objects) fileOf.set(object, path);
  return replaced.map(({ object, by }) => ({
    object: `${String(by.kind)} ${textAt(by, ['metadata', 'name'])}`,
    used: fileOf.get(by) ?? '',
    ignored: fileOf.get(object) ?? '',
  }));
}

export function describeReplaced({ object, used, ignored }: ReplacedManifest): string {
  return `${object} of ${used} is used; the one of ${ignored} is ignored`;
}
