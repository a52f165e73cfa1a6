import { foresee } from '../domain/foresee.ts';
import { assembleCluster, type Cluster } from './cluster.ts';
import { type ForeseenCluster, findPullChanges, type PullChange } from './pull-changes.ts';
import { type Rendered, renderForesight } from './render.ts';
import { forecastRollout, type RolloutForecast } from './rollout-forecast.ts';

/** What it means to come from one state of a cluster to another. */
export interface ClusterDiff {
  readonly before: Rendered;
  readonly after: Rendered;
  /** Empty where the operator stops on either side. */
  readonly pulls: readonly PullChange[];
  readonly rollout: RolloutForecast;
  /** Whether the nodes notice anything. */
  readonly isChange: boolean;
}

/** Cost: proportional to both states. */
export function diff(before: Cluster, after: Cluster): ClusterDiff {
  const old: ForeseenCluster = { cluster: before, foresight: foresee(before.state) };
  const now: ForeseenCluster = { cluster: after, foresight: foresee(after.state) };
  const rendered = { before: renderForesight(before, old.foresight), after: renderForesight(after, now.foresight) };
  const isStopped = rendered.before.stops.length > 0 || rendered.after.stops.length > 0;
  const pulls = isStopped ? [] : findPullChanges(old, now);
  const rollout = forecastRollout(old, now);
  const isSameFile = rendered.before.registriesConf === rendered.after.registriesConf;
  return { ...rendered, pulls, rollout, isChange: rollout.verdict !== 'none' || !isSameFile || pulls.length > 0 };
}

export interface SharedSurroundings {
  readonly before: Cluster;
  readonly after: Cluster;
  /** Facts that only one side gave: `imageConfig`. */
  readonly shared: readonly { readonly fact: string; readonly from: 'before' | 'after' }[];
}

/**
 * Lets what only one side says about the world around the mirror sets hold for both: a folder of manifests seldom repeats
 * image.config and the version of the cluster that it is meant for, and their absence is no change.
 */
export function shareSurroundings(before: Cluster, after: Cluster): SharedSurroundings {
  const shared: { fact: string; from: 'before' | 'after' }[] = [];
  const share = <Value>(fact: string, old: Value | undefined, now: Value | undefined): readonly [Value | undefined, Value | undefined] => {
    if ((old === undefined) !== (now === undefined)) shared.push({ fact, from: old === undefined ? 'after' : 'before' });
    return [old ?? now, now ?? old];
  };
  const [oldImageConfig, imageConfig] = share('imageConfig', before.imageConfig, after.imageConfig);
  const [oldVersion, clusterVersion] = share('clusterVersion', before.clusterVersion, after.clusterVersion);
  const surroundings = { ...before.surroundings, ...after.surroundings };
  const assemble = ({ state: { mirrorSets }, remarks }: Cluster, facts: Pick<Cluster, 'imageConfig' | 'clusterVersion'>) =>
    assembleCluster({ mirrorSets, remarks, surroundings, ...facts });
  return {
    before: assemble(before, { imageConfig: oldImageConfig, clusterVersion: oldVersion }),
    after: assemble(after, { imageConfig, clusterVersion }),
    shared,
  };
}
