import type { Command } from 'commander';
import type { AssumedFact, GivenCluster } from '../../engine/cluster.ts';
import type { OpenShiftVersion } from '../../model/openshift-version.ts';
import { openshiftVersionOption, releaseImageOption } from '../options.ts';

/** What can be said about a cluster beside files. */
export interface GivenClusterOptions {
  readonly openshiftVersion?: OpenShiftVersion;
  readonly releaseImage?: string;
}

export function addGivenClusterOptions(command: Command): Command {
  return command.addOption(openshiftVersionOption()).addOption(releaseImageOption());
}

export function toGivenCluster({ openshiftVersion, releaseImage }: GivenClusterOptions): GivenCluster {
  return {
    ...(openshiftVersion === undefined ? {} : { openshiftVersion }),
    ...(releaseImage === undefined ? {} : { releaseImage }),
  };
}

const aboutRollout: ReadonlySet<string> = new Set(['nodeDisruption', 'drainOverride', 'machineConfigPools']);

/** What decides about files and pulls; what only decides about the way a change takes is left out. */
export function assumedForFiles(assumed: readonly AssumedFact[]): readonly AssumedFact[] {
  return assumed.filter(({ fact }) => !aboutRollout.has(fact));
}
