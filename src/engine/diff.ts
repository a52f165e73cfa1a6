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

/** The effect of a change from one cluster state to another. */
export interface ClusterDiff {
  readonly before: Rendered;
  readonly after: Rendered;
  /** Empty if the operator stops in either state. */
  readonly pulls: readonly PullChange[];
  readonly rollout: RolloutPrediction;
  /** Whether the change has any effect on nodes. */
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

/** In a hosted cluster, nodes get only the mirrors of ImageDigestMirrorSet `cluster`. */
function predict(cluster: Cluster): PredictedCluster {
  const { state, optionalFacts } = cluster;
  const mirrorSets = isHosted(optionalFacts)
    ? state.mirrorSets.filter(isFromHostedCluster)
    : state.mirrorSets;
  return { cluster, model: ClusterModel.predict({ ...state, mirrorSets }) };
}

/** Two states that share the facts about the cluster itself. */
export interface SharedFacts {
  readonly before: Cluster;
  readonly after: Cluster;
  /**
   * Set if only one side has an Image `cluster`. The other side is assumed to have empty lists, which may be
   * unintended.
   */
  readonly imageConfigOnlyIn: 'before' | 'after' | undefined;
}

/**
 * Uses facts that only one side states (version, node disruption policy, pools, platform) for both sides,
 * because manifests seldom repeat them. Mirror sets and image.config are compared and therefore not shared.
 * MachineConfigs are not shared if both sides have some.
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
      // Facts of a running cluster also apply to the manifests that are compared with it.
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
