import { ClusterModel } from '../model/cluster-model.ts';
import type { OptionalFacts } from '../model/facts.ts';
import { isHosted } from '../rules/context/rollout.ts';
import { assembleCluster, type Cluster } from './cluster.ts';
import type { PredictedCluster } from './node-pools.ts';
import { findPullChanges, type PullChange } from './pulls/pull-changes.ts';
import { type Rendered, renderModel } from './render.ts';
import {
  describeHosted,
  isFromHostedCluster,
  predictClusterRollout,
  type RolloutPrediction,
} from './rollout-prediction.ts';

/** What it means to come from one state of a cluster to another. */
export interface ClusterDiff {
  readonly before: Rendered;
  readonly after: Rendered;
  /** Empty where the operator stops on either side. */
  readonly pulls: readonly PullChange[];
  readonly rollout: RolloutPrediction;
  /** Whether the nodes notice anything. */
  readonly isChange: boolean;
}

/** Cost: proportional to both states. */
export function diff(before: Cluster, after: Cluster): ClusterDiff {
  const old = predict(before);
  const now = predict(after);
  const rendered = {
    before: renderModel(old.model, before),
    after: renderModel(now.model, after),
  };
  const isStopped = rendered.before.stops.length > 0 || rendered.after.stops.length > 0;
  const pulls = isStopped ? [] : findPullChanges(old, now);
  const rollout = isHosted(after.optionalFacts)
    ? describeHosted(before, after)
    : predictClusterRollout(old, now);
  const isSameFile = rendered.before.registriesConf === rendered.after.registriesConf;
  return {
    ...rendered,
    pulls,
    rollout,
    isChange: (rollout.verdict !== 'none' && rollout.verdict !== 'hosted') || !isSameFile || pulls.length > 0,
  };
}

/** In a hosted cluster, nodes only get the mirrors of ImageDigestMirrorSet `cluster`. */
function predict(cluster: Cluster): PredictedCluster {
  const { state, optionalFacts } = cluster;
  const mirrorSets = isHosted(optionalFacts)
    ? state.mirrorSets.filter(isFromHostedCluster)
    : state.mirrorSets;
  return { cluster, model: ClusterModel.predict({ ...state, mirrorSets }) };
}

/** Two states with the same facts about the cluster itself. */
export interface SharedFacts {
  readonly before: Cluster;
  readonly after: Cluster;
  /**
   * Whether just one side has an Image `cluster`: the other is taken to have empty lists, which may not be
   * meant.
   */
  readonly imageConfigOnlyIn: 'before' | 'after' | undefined;
}

/**
 * Uses what only one side states about the cluster itself (its version, node disruption policy, pools,
 * platform) for both: manifests seldom repeat it. Mirror sets and image.config are what is compared, and are
 * used unchanged; so are MachineConfigs, if both sides have some.
 *
 * @param isApplied whether the state after contains the state before, so a MachineConfig that only it has is
 * new
 */
export function shareFacts(
  before: Cluster,
  after: Cluster,
  { isApplied = false }: { readonly isApplied?: boolean } = {},
): SharedFacts {
  const shared = { ...before.optionalFacts, ...after.optionalFacts };
  const place = ({ state: { mirrorSets }, imageConfig, notes, ...own }: Cluster, other: Cluster) =>
    assembleCluster({
      mirrorSets,
      imageConfig,
      notes,
      optionalFacts: { ...shared, ...ownFiles(own.optionalFacts) },
      // What a running cluster has, holds for manifests that are compared with it.
      isComplete: own.isComplete || other.isComplete,
      unknown: { ...other.unknown, ...own.unknown },
      clusterVersion: own.clusterVersion ?? other.clusterVersion,
    });
  const ownFiles = ({ machineConfigFiles }: Partial<OptionalFacts>) =>
    machineConfigFiles !== undefined || isApplied ? { machineConfigFiles: machineConfigFiles ?? [] } : {};
  const isInBoth = (before.imageConfig === undefined) === (after.imageConfig === undefined);
  return {
    before: place(before, after),
    after: place(after, before),
    imageConfigOnlyIn: isInBoth ? undefined : before.imageConfig === undefined ? 'after' : 'before',
  };
}
