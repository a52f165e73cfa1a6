import type { Command } from 'commander';
import type { AssumedFact } from '../../engine/assumptions.ts';
import type { GivenCluster } from '../../engine/cluster.ts';
import type { OpenShiftVersion } from '../../model/openshift-version.ts';
import { addLiveOptions, type LiveOptions } from '../live/live-options.ts';
import { excludeOption, openshiftVersionOption, releaseImageOption } from '../options.ts';

/** Facts about a cluster from options. */
export interface GivenClusterOptions extends LiveOptions {
  readonly openshiftVersion?: OpenShiftVersion;
  readonly releaseImage?: string;
  readonly exclude?: readonly string[];
  readonly oneCluster?: boolean;
}

export function addGivenClusterOptions(command: Command): Command {
  return addLiveOptions(command)
    .addOption(openshiftVersionOption())
    .addOption(releaseImageOption())
    .addOption(excludeOption());
}

export function toGivenCluster({ openshiftVersion, releaseImage }: GivenClusterOptions): GivenCluster {
  return {
    ...(openshiftVersion === undefined ? {} : { openshiftVersion }),
    ...(releaseImage === undefined ? {} : { releaseImage }),
  };
}

const affectsRollout: ReadonlySet<string> = new Set([
  'nodeDisruption',
  'drainOverride',
  'machineConfigPools',
]);

/** Omits assumptions that affect only the rollout, not files and pulls. */
export function assumedForFiles(assumed: readonly AssumedFact[]): readonly AssumedFact[] {
  return assumed.filter(({ fact }) => !affectsRollout.has(fact));
}
