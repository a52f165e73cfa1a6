import { ClusterIndex } from '../domain/cluster-index/cluster-index.ts';
import type { ImageConfig } from '../domain/cluster-state.ts';
import type { ClusterVersionFact, FactSheet, InputDocument } from '../domain/facts.ts';
import { valueAt } from '../domain/json.ts';
import { isMirrorSetKind, type MirrorSet, toMirrorSet } from '../domain/mirror-set.ts';
import { newestVersion, type OpenShiftVersion, parseOpenShiftVersion } from '../domain/openshift-version.ts';
import { locate } from './manifests/locate.ts';
import type { Manifest } from './manifests/manifest.ts';

/** What the user says about the cluster, beside the files. */
export interface GivenFacts {
  readonly openshiftVersion?: OpenShiftVersion;
}

/** What is known around the objects of an input: from the objects of the same input, and from what the user says, which wins. */
export function gatherFacts(manifests: readonly Manifest[], given: GivenFacts): FactSheet {
  const imageConfig = findImageConfig(manifests);
  const clusterVersion = findClusterVersion(manifests, given);
  const mirrorSets = findMirrorSets(manifests);
  return {
    known: {
      inputDocuments: manifests.map(toInputDocument),
      ...(imageConfig === undefined ? {} : { imageConfig }),
      ...(clusterVersion === undefined ? {} : { clusterVersion }),
    },
    missing: {
      mirrorSets: 'are not known: the input holds none',
      nodes: 'are not known: the input holds no mirror sets',
      imageConfig: 'is not known: the input holds no Image `cluster` of config.openshift.io/v1',
      clusterVersion: 'is not known: the input holds no ClusterVersion `version`, and --openshift-version was not given',
    },
    // A command that is given no mirror sets knows nothing about them: that is not the same as an empty cluster.
    ...(mirrorSets.length === 0 ? {} : { cluster: new ClusterIndex(mirrorSets) }),
  };
}

/** The objects of one input are the cluster for one another. One without a name cannot be stored; it is only judged. */
function findMirrorSets(manifests: readonly Manifest[]): readonly MirrorSet[] {
  return manifests.flatMap(({ kind, name, object }) => (isMirrorSetKind(kind) && name !== '' ? [toMirrorSet(kind, name, object)] : []));
}

function toInputDocument(manifest: Manifest): InputDocument {
  const { apiVersion, kind, name } = manifest;
  const { file, line } = locate(manifest, []);
  return { apiVersion, kind, name, position: `${file}:${line}` };
}

function findObject(manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return manifests.findLast(
    (manifest) => manifest.apiVersion === 'config.openshift.io/v1' && manifest.kind === kind && manifest.name === name,
  );
}

function findImageConfig(manifests: readonly Manifest[]): ImageConfig | undefined {
  const image = findObject(manifests, 'Image', 'cluster');
  if (image === undefined) return undefined;
  const sources = valueAt(image.object, ['spec', 'registrySources']);
  return {
    ...listOf(sources, 'insecureRegistries'),
    ...listOf(sources, 'blockedRegistries'),
    ...listOf(sources, 'allowedRegistries'),
    ...listOf(sources, 'containerRuntimeSearchRegistries'),
  };
}

/** Elements that are no strings could not have been stored, so they are not there for the operator either. */
function listOf(sources: unknown, name: keyof ImageConfig): ImageConfig {
  const list = valueAt(sources, [name]);
  return Array.isArray(list) ? { [name]: list.filter((element) => typeof element === 'string') } : {};
}

function findClusterVersion(manifests: readonly Manifest[], { openshiftVersion }: GivenFacts): ClusterVersionFact | undefined {
  const object = findObject(manifests, 'ClusterVersion', 'version')?.object;
  const releaseImage = valueAt(object, ['status', 'desired', 'image']);
  const reported = valueAt(object, ['status', 'desired', 'version']);
  const version = openshiftVersion ?? (typeof reported === 'string' ? parseOpenShiftVersion(reported) : undefined);
  if (version === undefined && typeof releaseImage !== 'string') return undefined;
  return { version: version ?? newestVersion, ...(typeof releaseImage === 'string' ? { releaseImage } : {}) };
}
