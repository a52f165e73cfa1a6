import type { CheckedCluster, StoredMetadata } from '../../src/background/checked-cluster.ts';
import type { ClusterFacts, Facts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { compilePolicy, type GivenPolicy } from '../../src/policy/policy.ts';
import type { ExampleObject } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { mirrorSetOf } from '../support/cluster.ts';

const known: Partial<Facts> = {
  imageConfig: {},
  clusterVersion: { version: { major: 4, minor: 18 } },
  nodeDisruption: [],
  drainOverride: false,
  machineConfigPools: [],
  imagePolicies: [],
  platform: { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false },
};

/** A cluster with given objects. `put` and `remove` change it as a watch does. */
export class StoredCluster implements CheckedCluster {
  readonly metadata = new Map<string, StoredMetadata>();
  facts: ClusterFacts;
  #version = 0;

  constructor(objects: readonly ExampleObject[], more: Partial<Facts> = {}) {
    this.facts = { known: { ...known, ...more }, missing: {}, cluster: new ClusterIndex() };
    for (const object of objects) this.put(object);
  }

  put(object: ExampleObject, metadata: Partial<StoredMetadata> = {}): void {
    this.facts.cluster?.apply(mirrorSetOf(object));
    this.metadata.set(`${object.kind} ${object.name}`, { uid: `uid-of-${object.name}`, ...metadata });
    this.#version += 1;
  }

  remove({ kind, name }: ExampleObject): void {
    this.facts.cluster?.remove(mirrorSetOf({ kind, name, object: {} } as ExampleObject));
    this.#version += 1;
  }

  metadataOf({ kind, name }: { readonly kind: string; readonly name: string }): StoredMetadata | undefined {
    return this.metadata.get(`${kind} ${name}`);
  }

  snapshot() {
    return { facts: this.facts, takenAtMs: 0, version: String(this.#version) };
  }
}

export const enforcementOf = (policy: GivenPolicy = {}) => compilePolicy(policy, rules).enforcement;
