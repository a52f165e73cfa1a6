import type { ClusterModel } from '../model/cluster-model.ts';
import { formatObjectRef, type ObjectRef } from '../model/mirror-set.ts';
import {
  policyJsonPath,
  registriesConfPath,
  searchRegistriesPath,
} from '../model/rollout/node-disruption.ts';
import {
  type FileChange,
  mostSevere,
  predictRollout,
  type Rollout,
  rolloutSettings,
} from '../model/rollout/rollout.ts';
import { formatNumber } from '../model/text/count.ts';
import { describeDrainReason } from '../rules/context/drain-reasons.ts';
import { isTooLarge, renderedSizeOf } from '../rules/context/rendered-size.ts';
import { pausedPools } from '../rules/context/rollout.ts';
import type { Cluster } from './cluster.ts';
import { type PredictedCluster, pairPools } from './node-pools.ts';

/** The effect on nodes when a cluster changes from one state to another. */
export interface RolloutPrediction {
  /**
   * `stopped`: the operator applies nothing. `unknown`: the operator is stopped before the change, so the
   * current files of the nodes are unknown. `hosted`: NodePools roll out the change, not the Machine Config
   * Operator.
   */
  readonly verdict: Rollout['verdict'] | 'stopped' | 'unknown' | 'hosted';
  /** The reasons for the verdict, one sentence each. */
  readonly reasons: readonly string[];
  /** Files that change on the nodes. */
  readonly changes: readonly FileChange[];
  /** The reason why a change that requires a drain does not drain. */
  readonly preventedBy: 'node-disruption-policy' | 'drain-override' | 'single-node' | null;
  /** Paused pools, which apply the change when they are resumed. */
  readonly pausedPools: readonly string[];
  /** The MachineConfigPools that the verdict concerns; empty for all. */
  readonly pools: readonly string[];
}

/**
 * Predicts the rollout (DOMAIN 6) with the node disruption policy, the override and the topology of the state
 * after. Cost: proportional to both files.
 */
export function predictClusterRollout(before: PredictedCluster, after: PredictedCluster): RolloutPrediction {
  const { optionalFacts } = after.cluster;
  const paused = pausedPools(optionalFacts.machineConfigPools).map(({ name }) => name);
  const unchanged = { changes: [], preventedBy: null, pausedPools: paused, pools: [] };
  const stop = after.model.problems[0];
  if (stop !== undefined) {
    return {
      verdict: 'stopped',
      reasons: [`the operator would apply nothing at all: ${stop.message}`],
      ...unchanged,
    };
  }
  const stoppedBefore = before.model.problems[0];
  if (stoppedBefore !== undefined) {
    const reason =
      'the operator has stopped before; the nodes have an older file, which is unknown: ' +
      `${stoppedBefore.message}`;
    return { verdict: 'unknown', reasons: [reason], ...unchanged };
  }
  if (isTooLarge(renderedSizeOf(after.model, before.model, optionalFacts))) {
    const reason =
      'registries.conf is too large for the rendered MachineConfig: ' +
      `${formatNumber(after.model.fileBytes)} bytes`;
    return { verdict: 'stopped', reasons: [reason], ...unchanged };
  }
  const { behavior } = after.model;
  const settings = { behavior, ...rolloutSettings(optionalFacts) };
  const rollouts = pairPools(before, after).map(({ pool, before: old, after: now }) => ({
    pool,
    ...predictRollout(old.nodeFiles(), now.nodeFiles(), settings),
  }));
  const worst = mostSevere(rollouts as [PoolRollout, ...PoolRollout[]]);
  const { verdict, preventedBy = null } = worst;
  const affected = rollouts.filter((rollout) => rollout.verdict === verdict);
  const { imageMode } = worst;
  const affectedPools = affected.length === rollouts.length ? [] : affected.flatMap(({ pool }) => pool ?? []);
  return {
    verdict,
    reasons: [...imageModeReasons(imageMode), ...reasonsOfPools(rollouts, after.model)],
    changes: [
      ...new Map(rollouts.flatMap(({ changes }) => changes).map((change) => [change.path, change])).values(),
    ],
    preventedBy,
    pausedPools: paused,
    pools: imageMode === undefined || imageMode.otherPools === 'reboot' ? affectedPools : imageMode.pools,
  };
}

type PoolRollout = Rollout & { readonly pool: string | undefined };

function imageModeReasons(imageMode: Rollout['imageMode']): readonly string[] {
  if (imageMode === undefined) return [];
  const { pools, otherPools } = imageMode;
  return [
    'image-mode pools build an operating system image and reboot for every mirror change up to 4.19: ' +
      `${pools.join(', ')}`,
    ...(otherPools === 'reboot' ? [] : [`the verdict for other pools is ${otherPools}`]),
  ];
}

/** The reasons of all pools. A reason that does not hold for every pool names its pools. */
function reasonsOfPools(rollouts: readonly PoolRollout[], model: ClusterModel): readonly string[] {
  const given = rollouts.flatMap((rollout) =>
    giveReasons(rollout, model).map((reason) => ({ reason, pool: rollout.pool ?? '' })),
  );
  return [...Map.groupBy(given, ({ reason }) => reason)].map(([reason, group]) =>
    group.length === rollouts.length
      ? reason
      : `${group.length === 1 ? 'pool' : 'pools'} ${group.map(({ pool }) => pool).join(', ')}: ${reason}`,
  );
}

/** HyperShift writes this object from the HostedCluster and denies all other mirror sets (DOMAIN 8.4). */
export function isFromHostedCluster({ kind, name }: ObjectRef): boolean {
  return kind === 'ImageDigestMirrorSet' && name === 'cluster';
}

/** The prediction for a hosted cluster, where the Machine Config Operator rolls out nothing. */
export function describeHosted(before: Cluster, after: Cluster): RolloutPrediction {
  const refs = [...before.state.mirrorSets, ...after.state.mirrorSets].filter(
    (object) => !isFromHostedCluster(object),
  );
  const denied = [...new Set(refs.map(formatObjectRef))].map(
    (name) => `HyperShift denies ${name} in a hosted cluster; nodes do not use it`,
  );
  const advice =
    'NodePools roll out the mirrors of spec.imageContentSources of the HostedCluster in the management ' +
    'cluster (on ROSA: rosa create image-mirror)';
  return {
    verdict: 'hosted',
    reasons: [...denied, advice],
    changes: [],
    preventedBy: null,
    pausedPools: [],
    pools: [],
  };
}

const fileReasons: Readonly<Record<string, string>> = {
  [registriesConfPath]: 'registries.conf changes',
  [policyJsonPath]: 'policy.json changes',
  [searchRegistriesPath]: 'containerRuntimeSearchRegistries changes',
};

function giveReasons(
  { verdict, changes, drainReasons }: Rollout,
  { behavior }: ClusterModel,
): readonly string[] {
  if (changes.length === 0) return ['no file changes on the nodes'];
  const files = changes.map(({ path, actions }) => {
    const what = fileReasons[path] ?? `${path} changes`;
    if (actions.includes('Special'))
      return drainReasons.length === 0 ? `${what} in a way that is safe for running pods` : what;
    const doing = actions.length === 0 ? 'nothing' : actions.join(', ');
    return behavior.hasNodeDisruptionPolicy
      ? `${what}, for which the node disruption policy has ${doing}`
      : `${what}: ${doing}`;
  });
  const unread =
    verdict === 'none'
      ? ['CRI-O uses its current configuration until it is reloaded or restarted for another reason']
      : [];
  return [...files, ...drainReasons.map(describeDrainReason), ...unread];
}
