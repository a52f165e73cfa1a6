import type { OptionalFacts } from '../model/facts.ts';
import { readImagePolicies } from '../model/image-policies.ts';
import type { JsonObject } from '../model/json.ts';
import { readMachineConfigPools } from '../model/machine-config-pools.ts';
import { readPlatform } from '../model/platform.ts';
import { readMachineConfigs } from './machine-configs/read-machine-configs.ts';
import { readPullSecretHosts } from './pull-secret.ts';
import { readCatalogs } from './read-catalogs.ts';
import { readDrainOverride, readNodeDisruption } from './read-node-disruption.ts';
import { readImageModePools, readWindowsNodes } from './read-nodes.ts';

/**
 * Reads facts from the objects of a folder, a file or a dump. A fact without an object is omitted, because
 * the input can be incomplete.
 * @param objects API objects of any shape; other kinds are ignored
 */
export function readOptionalFacts(objects: readonly JsonObject[]): Partial<OptionalFacts> {
  const facts: { readonly [Fact in keyof OptionalFacts]: OptionalFacts[Fact] | undefined } = {
    nodeDisruption: readNodeDisruption(objects),
    drainOverride: readDrainOverride(objects),
    machineConfigPools: readMachineConfigPools(objects),
    platform: readPlatform(objects),
    pullSecretHosts: readPullSecretHosts(objects),
    imagePolicies: readImagePolicies(objects),
    machineConfigFiles: readMachineConfigs(objects),
    windowsNodes: readWindowsNodes(objects),
    imageModePools: readImageModePools(objects),
    catalogs: readCatalogs(objects),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
