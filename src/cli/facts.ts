import { ClusterIndex } from '../domain/cluster-index/cluster-index.ts';
import type { FactSheet, InputDocument } from '../domain/facts.ts';
import { type GivenCluster, readCluster } from '../engine/cluster.ts';
import { locate } from './manifests/locate.ts';
import type { Manifest } from './manifests/manifest.ts';

/**
 * What is known around the objects of an input when all of them are applied: from those objects, from what is stored already, and
 * from what the user says, which wins.
 *
 * @param context objects of the cluster; undefined where nobody says what is stored
 */
export function gatherFacts(manifests: readonly Manifest[], given: GivenCluster, context?: readonly Manifest[]): FactSheet {
  const { state, imageConfig, clusterVersion, surroundings } = readCluster(
    [...(context ?? []), ...manifests].map(({ object }) => object),
    given,
  );
  // One without a name cannot be stored; it is only judged.
  const mirrorSets = state.mirrorSets.filter(({ name }) => name !== '');
  // A command that is given no mirror sets knows nothing about them: that is not the same as an empty cluster.
  const isClusterKnown = mirrorSets.length > 0 || context !== undefined;
  return {
    known: {
      inputDocuments: manifests.map(toInputDocument),
      ...surroundings,
      ...(imageConfig === undefined ? {} : { imageConfig }),
      ...(clusterVersion === undefined ? {} : { clusterVersion }),
    },
    missing: {
      ...(isClusterKnown
        ? {}
        : { mirrorSets: 'are not known: the input holds none', nodes: 'are not known: the input holds no mirror sets' }),
      imageConfig: 'is not known: the input holds no Image `cluster` of config.openshift.io/v1',
      clusterVersion: 'is not known: the input holds no ClusterVersion `version`, and --openshift-version was not given',
    },
    ...(isClusterKnown ? { cluster: new ClusterIndex(mirrorSets) } : {}),
  };
}

function toInputDocument(manifest: Manifest): InputDocument {
  const { apiVersion, kind, name } = manifest;
  const { file, line } = locate(manifest, []);
  return { apiVersion, kind, name, position: `${file}:${line}` };
}
