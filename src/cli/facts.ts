import { type GivenCluster, readCluster } from '../engine/cluster.ts';
import { toClusterFacts } from '../engine/cluster-facts.ts';
import { locate } from '../manifests/locate.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { ClusterFacts, InputDocument } from '../model/facts.ts';

/**
 * The facts about the cluster after all objects of an input are applied. Read from the input, the stored
 * objects, and the options of the user, which take precedence.
 * @param stored objects of the cluster; undefined if they are unknown
 */
export function gatherFacts(
  manifests: readonly Manifest[],
  given: GivenCluster,
  stored?: readonly Manifest[],
): ClusterFacts {
  const objectsOf = (some: readonly Manifest[]) => some.map(({ object }) => object);
  return toClusterFacts(readCluster(objectsOf([...(stored ?? []), ...manifests]), given), {
    mirrorSets: stored && readCluster(objectsOf(stored), given).state.mirrorSets,
    inputDocuments: manifests.map(toInputDocument),
  });
}

function toInputDocument(manifest: Manifest): InputDocument {
  const { apiVersion, kind, name, becomes } = manifest;
  const { file, line } = locate(manifest, []);
  return {
    ...{ apiVersion, kind, name, position: `${file}:${line}`, object: manifest.object },
    ...(becomes?.isInstalled === true ? { isInstallConfig: true } : {}),
  };
}
