import type { OptionalFacts } from '../model/facts.ts';
import { readImagePolicies } from '../model/image-policies.ts';
import type { JsonObject } from '../model/json.ts';
import { readMachineConfigPools } from '../model/machine-config-pools.ts';
import { readPlatform } from '../model/platform.ts';
import { readMachineConfigs } from './machine-configs/read-machine-configs.ts';
import { readPullSecretHosts } from './pull-secret.ts';
import { readCatalogs } from './read-catalogs.ts';
import { readImageModePools } from './read-image-mode-pools.ts';
import { readDrainOverride, readNodeDisruption } from './read-node-disruption.ts';
import { readWindowsNodes } from './read-nodes.ts';

/**
 * Reads facts from the objects of a folder, a file or a dump. A fact without an object is omitted, because
 * the input can be incomplete.
 * @param objects API objects of any shape; other kinds are ignored
 */
export function readOptionalFacts(objects: readonly JsonObject[]): Partial<OptionalFacts> {
  const nodeDisruption = readNodeDisruption(objects);
  const drainOverride = readDrainOverride(objects);
  const machineConfigPools = readMachineConfigPools(objects);
  const platform = readPlatform(objects);
  const pullSecretHosts = readPullSecretHosts(objects);
  const imagePolicies = readImagePolicies(objects);
  const machineConfigFiles = readMachineConfigs(objects);
  const windowsNodes = readWindowsNodes(objects);
  const imageModePools = readImageModePools(objects);
  const catalogs = readCatalogs(objects);
  return {
    ...(nodeDisruption === undefined ? {} : { nodeDisruption }),
    ...(drainOverride === undefined ? {} : { drainOverride }),
    ...(machineConfigPools === undefined ? {} : { machineConfigPools }),
    ...(platform === undefined ? {} : { platform }),
    ...(pullSecretHosts === undefined ? {} : { pullSecretHosts }),
    ...(imagePolicies === undefined ? {} : { imagePolicies }),
    ...(machineConfigFiles === undefined ? {} : { machineConfigFiles }),
    ...(windowsNodes === undefined ? {} : { windowsNodes }),
    ...(imageModePools === undefined ? {} : { imageModePools }),
    ...(catalogs === undefined ? {} : { catalogs }),
  };
}
