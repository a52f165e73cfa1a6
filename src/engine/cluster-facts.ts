import type { ClusterFacts, FactName, Facts, InputDocument } from '../model/facts.ts';
import { ClusterIndex } from '../model/index/cluster-index.ts';
import type { MirrorSet } from '../model/mirror-set.ts';
import type { UnreadFacts } from './assumptions.ts';
import { type Cluster, nameless } from './cluster.ts';

export interface ClusterFactsOptions {
  /** The mirror sets of the evaluated state; undefined if they are unknown. Default: those of the cluster. */
  readonly mirrorSets?: readonly MirrorSet[] | undefined;
  /** All documents of the input. */
  readonly inputDocuments: readonly InputDocument[];
}

/**
 * Converts a cluster to the facts that rules read. Facts that the cluster lacks are marked as missing, with
 * the reason.
 */
export function toClusterFacts(
  cluster: Cluster,
  { mirrorSets = cluster.state.mirrorSets, inputDocuments }: ClusterFactsOptions,
): ClusterFacts {
  const { imageConfig, optionalFacts, state, unknown } = cluster;
  const { imagePolicies = [] } = state;
  const known: Partial<Facts> = {
    inputDocuments,
    ...optionalFacts,
    // Includes the policy that is assumed for the release, so lint and render evaluate the same state.
    ...(imagePolicies.length === 0 ? {} : { imagePolicies }),
    ...(imageConfig === undefined ? {} : { imageConfig }),
    ...withRelease(cluster),
  };
  return {
    // For an unknown fact, the input can contain only part of the data, so the fact stays unknown.
    known: Object.fromEntries(
      Object.entries(known).filter(([fact]) => unknown[fact as FactName] === undefined),
    ),
    missing: {
      imageConfig: 'is not known: the input has no Image `cluster` of config.openshift.io/v1',
      clusterVersion: cluster.isComplete
        ? 'is not known: the cluster has no ClusterVersion `version`'
        : 'is not known: the input has no ClusterVersion `version`, and --openshift-version was not given',
      platform: 'is not known: the input has no Infrastructure `cluster`',
      machineConfigPools: 'is not known: the input has no MachineConfigPool',
      machineConfigFiles: 'is not known: the input has no MachineConfig',
      windowsNodes: 'is not known: the input has no Node',
      catalogs: cluster.isComplete
        ? 'is not known: only files of the input are read for CatalogSources'
        : 'is not known: the input has no CatalogSource',
      pullSecretHosts: cluster.isComplete
        ? 'is not known: only files of the input are read for the pull secret'
        : 'is not known: the input has no Secret `pull-secret` of openshift-config',
      ...mapReasons(unknown),
    },
    ...(unknown.mirrorSets === undefined
      ? // An object without a name cannot be stored, so it is evaluated on its own.
        { cluster: new ClusterIndex(mirrorSets.filter(({ name }) => name !== nameless)) }
      : {}),
  };
}

/** Includes the release image that is assumed, so lint and render evaluate the same state. */
function withRelease({ clusterVersion, state }: Cluster): Pick<Partial<Facts>, 'clusterVersion'> {
  const { releaseImage, version } = state;
  if (releaseImage === undefined || clusterVersion?.releaseImage !== undefined)
    return clusterVersion === undefined ? {} : { clusterVersion };
  const known = clusterVersion ?? { version, isVersionAssumed: true };
  return { clusterVersion: { ...known, releaseImage, isReleaseImageAssumed: true } };
}

function mapReasons(unknown: UnreadFacts): UnreadFacts {
  return Object.fromEntries(
    Object.entries(unknown).map(([fact, reason]) => [fact, `is not known: ${reason}`]),
  );
}
