import type { FactSheet } from '../facts.ts';
import { newestVersion } from '../openshift-version.ts';

/**
 * Makes what the index of a sheet makes when it is first asked for, so that no request has to wait for it. Where it is made
 * already this costs nothing; otherwise it is proportional to the whole cluster: about a second for 100,000 entries.
 */
export function prepareFacts({ cluster, known }: FactSheet): void {
  if (cluster === undefined) return;
  const { imageConfig, clusterVersion } = known;
  const version = clusterVersion?.version ?? newestVersion;
  if (imageConfig === undefined) cluster.mirrorSetsFor(version);
  else cluster.nodesFor(imageConfig, clusterVersion?.releaseImage, version);
}
