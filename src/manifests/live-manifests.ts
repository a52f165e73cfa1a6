import { parseDocument } from 'yaml';
import type { JsonObject } from '../model/json.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import { locate } from './locate.ts';
import { type Manifest, toManifest } from './manifest.ts';
import { toSourceFile } from './source-file.ts';

/** Replaces the file name for an object of a running cluster. */
const clusterName = '<cluster>';

/** Objects of a running cluster as manifests. They have no place in a file. */
export function toLiveManifests(objects: readonly JsonObject[]): readonly Manifest[] {
  const document = { file: toSourceFile(clusterName, ''), tree: parseDocument('') };
  return objects.map((object) => toManifest(document, [], object));
}

/** The place of a field in its file; undefined for an object of a running cluster. */
export function positionOf(
  manifest: Manifest,
  path: Parameters<typeof locate>[1],
): SourcePosition | undefined {
  return manifest.document.file.name === clusterName ? undefined : locate(manifest, path);
}
