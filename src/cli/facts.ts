import { type GivenCluster, readCluster } from '../engine/cluster.ts';
import { toFactSheet } from '../engine/fact-sheet.ts';
import { locate } from '../manifests/locate.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { FactSheet, InputDocument } from '../model/facts.ts';

/**
 * What is known around the objects of an input when all of them are applied: from those objects, from what is stored already, and
 * from what the user says, which wins.
 *
 * @param stored objects of the cluster; undefined if they are not known
 */
export function gatherFacts(
  manifests: readonly Manifest[],
  given: GivenCluster,
  stored?: readonly Manifest[],
): FactSheet {
  const objects = [...(stored ?? []), ...manifests].map(({ object }) => object);
  return toFactSheet(readCluster(objects, given), {
    isStoredKnown: stored !== undefined,
    inputDocuments: manifests.map(toInputDocument),
  });
}

function toInputDocument(manifest: Manifest): InputDocument {
  const { apiVersion, kind, name } = manifest;
  const { file, line } = locate(manifest, []);
  return { apiVersion, kind, name, position: `${file}:${line}` };
}
