import type { ClusterModel } from '../../model/cluster-model.ts';
import type { OptionalFacts } from '../../model/facts.ts';
import {
  predictSize,
  renderedBytes,
  type SizeVerdict,
  usualOtherBytes,
} from '../../model/files/rendered-size.ts';

/** The pool whose rendered MachineConfig reaches the limit first. */
export interface FullestPool {
  readonly name: string;
  /** The size of everything except registries.conf in the rendered MachineConfig of the pool, in bytes. */
  readonly otherBytes: number;
}

export interface RenderedSize {
  readonly verdict: SizeVerdict;
  /** Undefined if no MachineConfig size is known. */
  readonly fullest: FullestPool | undefined;
}

/**
 * The size of the rendered MachineConfigs (DOMAIN 5.4); meaningless if the operator stops.
 * @param deployed the state that the nodes have, which determines the known sizes
 */
export function renderedSizeOf(
  cluster: ClusterModel,
  deployed: ClusterModel,
  { machineConfigPools = [] }: Partial<OptionalFacts>,
): RenderedSize {
  let fullest: FullestPool | undefined;
  for (const { name, renderedBytes: bytes } of machineConfigPools) {
    if (bytes === undefined) continue;
    const otherBytes = bytes - renderedBytes(deployed.fileBytes);
    // Less than the templates alone have: the pool has an older file.
    if (otherBytes < usualOtherBytes.least) continue;
    if (fullest === undefined || otherBytes > fullest.otherBytes) fullest = { name, otherBytes };
  }
  return { verdict: predictSize(cluster.fileBytes, fullest?.otherBytes), fullest };
}

/** Whether the operator or etcd rejects the configuration, whatever the platform. */
export function isTooLarge({ verdict }: Pick<RenderedSize, 'verdict'>): boolean {
  return verdict === 'too-large' || verdict === 'fragment-too-large';
}
