import type { SurroundingFacts } from '../model/facts.ts';
import { readImagePolicies } from '../model/image-policies.ts';
import type { JsonObject } from '../model/json.ts';
import { readMachineConfigPools } from '../model/machine-config-pools.ts';
import { readPlatform } from '../model/platform.ts';
import { readMachineConfigs } from './machine-configs/read-machine-configs.ts';
import { readPullSecretHosts } from './pull-secret.ts';
import { readDrainOverride, readNodeDisruption } from './read-node-disruption.ts';

/**
 * What the objects of a folder, a file or a dump say about the world around mirror sets. A fact that none of them speaks of is
 * left out: that it was not found there does not mean that the cluster has no such object.
 *
 * @param objects API objects of any shape; those that say nothing are passed over
 */
export function readSurroundingFacts(objects: readonly JsonObject[]): Partial<SurroundingFacts> {
  const nodeDisruption = readNodeDisruption(objects);
  const drainOverride = readDrainOverride(objects);
  const machineConfigPools = readMachineConfigPools(objects);
  const platform = readPlatform(objects);
  const pullSecretHosts = readPullSecretHosts(objects);
  const imagePolicies = readImagePolicies(objects);
  const machineConfigFiles = readMachineConfigs(objects);
  return {
    ...(nodeDisruption === undefined ? {} : { nodeDisruption }),
    ...(drainOverride === undefined ? {} : { drainOverride }),
    ...(machineConfigPools === undefined ? {} : { machineConfigPools }),
    ...(platform === undefined ? {} : { platform }),
    ...(pullSecretHosts === undefined ? {} : { pullSecretHosts }),
    ...(imagePolicies === undefined ? {} : { imagePolicies }),
    ...(machineConfigFiles === undefined ? {} : { machineConfigFiles }),
  };
}
