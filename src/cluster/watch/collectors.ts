import type { MetadataOf } from '../../background/checked-cluster.ts';
import { readMachineConfig } from '../../kubernetes/machine-configs/read-machine-configs.ts';
import { reduceMachineConfig } from '../../kubernetes/machine-configs/reduce-machine-config.ts';
import { readClusterVersion, readImageConfig } from '../../kubernetes/read-cluster-config.ts';
import { readNodeDisruption } from '../../kubernetes/read-node-disruption.ts';
import { readImageModePools } from '../../kubernetes/read-nodes.ts';
import type { FactName } from '../../model/facts.ts';
import { readImagePolicies } from '../../model/image-policies.ts';
import { ClusterIndex } from '../../model/index/cluster-index.ts';
import { readMachineConfigPools } from '../../model/machine-config-pools.ts';
import { type MirrorSetKind, mirrorSetKinds, toMirrorSet } from '../../model/mirror-set.ts';
import { plainPlatform, readPlatform } from '../../model/platform.ts';
import type { GuardedKind } from '../../rules/subject.ts';
import { AdmittedWrites } from './admitted-writes.ts';
import { FactCollector, type FactReaders, reduceImagePolicy } from './fact-collector.ts';
import {
  configMap,
  customResource,
  type ListedResource,
  machineConfigs,
  windowsNodes,
} from './list-resource.ts';
import { MirrorSetCollector } from './mirror-set-collector.ts';
import type { ResourceSink } from './ports.ts';
import { PresenceCollector } from './presence-collector.ts';

/** A watched resource and the receiver of its objects. */
export interface Collector {
  readonly resource: ListedResource;
  /** Whether readiness waits for it. Predictions are wrong without required resources. */
  readonly isRequired: boolean;
  /** Facts that are unknown while the resource cannot be read. */
  readonly gives: readonly FactName[];
  /** Watches only the metadata of objects. Default: false. */
  readonly metadataOnly?: boolean;
  readonly sink: ResourceSink;
  /** Derives facts; absent for mirror sets. */
  readonly facts?: FactCollector;
}

/** A resource that an option excludes. */
interface ExcludedResource {
  /** Plural name. */
  readonly resource: string;
  /** Facts that are unknown because of it. */
  readonly gives: readonly FactName[];
  /** `not read because of --machine-configs off`. */
  readonly reason: string;
}

export interface Collectors {
  readonly all: readonly Collector[];
  readonly excluded: readonly ExcludedResource[];
  readonly cluster: ClusterIndex;
  readonly facts: readonly FactCollector[];
  /** Overlays for the collectors of kinds whose writes are evaluated. */
  readonly admitted: ReadonlyMap<GuardedKind, AdmittedWrites>;
  readonly metadataOf: MetadataOf;
}

const config = (kind: string, plural: string, name?: string) =>
  customResource('config.openshift.io', 'v1', { kind, plural }, name);
const operatorResource = (group: string, kind: string, plural: string, name?: string) =>
  customResource(group, 'v1', { kind, plural }, name);

/** Created by the HyperShift operator. */
const hostedClustersCrd = 'hostedclusters.hypershift.openshift.io';

export interface CollectorOptions {
  /** Whether to read MachineConfigs, which contain the pull secret. */
  readonly readsMachineConfigs: boolean;
}

/**
 * The watched resources.
 * @param onChange called after every change of a fact or a mirror set
 */
export function createCollectors(
  onChange: () => void,
  { readsMachineConfigs }: CollectorOptions = { readsMachineConfigs: false },
): Collectors {
  const cluster = new ClusterIndex();
  const admitted = new Map<GuardedKind, AdmittedWrites>();
  const withAdmitted = (kind: GuardedKind, collector: Collector): Collector => {
    const sink = new AdmittedWrites(collector.sink);
    admitted.set(kind, sink);
    return { ...collector, sink };
  };
  const stored: { metadataOf: MetadataOf }[] = [];
  const mirrorSets = (Object.keys(mirrorSetKinds) as MirrorSetKind[]).map((kind) => {
    const collector = mirrorSetCollector(kind, cluster, onChange);
    stored.push(collector.sink);
    return withAdmitted(kind, collector);
  });
  const facts = (resource: ListedResource, readers: FactReaders, isRequired = false) =>
    factCollector(resource, new FactCollector(readers, onChange), isRequired);
  const hyperShift = new PresenceCollector(() => infrastructures.facts.readAgain());
  const infrastructures = facts(config('Infrastructure', 'infrastructures', 'cluster'), {
    platform: (objects) => ({
      ...(readPlatform(objects) ?? plainPlatform),
      isHostingHub: hyperShift.isPresent,
    }),
  });

  const machineConfigFiles = machineConfigCollector(onChange);
  const others: readonly Collector[] = [
    withAdmitted(
      'Image',
      facts(
        config('Image', 'images', 'cluster'),
        // Without an Image `cluster` the list is empty, which is equivalent to an empty spec.
        { imageConfig: ([image]) => (image === undefined ? {} : readImageConfig(image)) },
        true,
      ),
    ),
    facts(
      config('ClusterVersion', 'clusterversions', 'version'),
      { clusterVersion: ([version]) => (version === undefined ? undefined : readClusterVersion(version)) },
      true,
    ),
    facts(operatorResource('machineconfiguration.openshift.io', 'MachineConfigPool', 'machineconfigpools'), {
      machineConfigPools: (pools) => readMachineConfigPools(pools) ?? [],
    }),
    facts(
      operatorResource('operator.openshift.io', 'MachineConfiguration', 'machineconfigurations', 'cluster'),
      {
        nodeDisruption: (objects) => readNodeDisruption(objects) ?? [],
      },
    ),
    infrastructures,
    ...imagePolicyCollectors(onChange),
    facts(operatorResource('machineconfiguration.openshift.io', 'MachineOSConfig', 'machineosconfigs'), {
      imageModePools: (objects) => readImageModePools(objects) ?? [],
    }),
    {
      ...facts(windowsNodes(), {
        // The selector is sufficient; items of a list of a built-in kind have no kind.
        windowsNodes: (objects) => objects.length > 0,
      }),
      metadataOnly: true,
    },
    ...(readsMachineConfigs ? [machineConfigFiles] : []),
    facts(configMap('openshift-machine-config-operator', 'image-registry-override-drain'), {
      // Items of a list of a built-in kind have no kind; the selector is sufficient.
      drainOverride: (objects) => objects.length > 0,
    }),
  ];
  const crd: Collector = {
    resource: operatorResource(
      'apiextensions.k8s.io',
      'CustomResourceDefinition',
      'customresourcedefinitions',
      hostedClustersCrd,
    ),
    isRequired: false,
    gives: ['platform'],
    // A CRD has several hundred kilobytes.
    metadataOnly: true,
    sink: hyperShift,
  };
  const allFacts = others.flatMap((collector) => collector.facts ?? []);
  stored.push(...allFacts);
  return {
    all: [...mirrorSets, ...others, crd],
    excluded: readsMachineConfigs
      ? []
      : [
          {
            resource: machineConfigFiles.resource.resource,
            gives: machineConfigFiles.gives,
            reason: 'not read because of --machine-configs off',
          },
        ],
    cluster,
    facts: allFacts,
    admitted,
    metadataOf: (object) => stored.map((collector) => collector.metadataOf(object)).find(Boolean),
  };
}

/** ImagePolicies in any namespace can stop the Machine Config Operator. */
function imagePolicyCollectors(onChange: () => void): readonly Collector[] {
  const facts = new FactCollector(
    { imagePolicies: (objects) => readImagePolicies(objects) ?? [] },
    onChange,
    reduceImagePolicy,
  );
  const namespaced = { isRequired: false, gives: facts.names, sink: facts.addResource() };
  return [
    factCollector(config('ClusterImagePolicy', 'clusterimagepolicies'), facts),
    // ImagePolicies in all namespaces.
    { resource: config('ImagePolicy', 'imagepolicies'), ...namespaced },
  ];
}

function factCollector(resource: ListedResource, facts: FactCollector, isRequired = false) {
  return { resource, isRequired, gives: facts.names, sink: facts, facts };
}

function machineConfigCollector(onChange: () => void) {
  const facts = new FactCollector(
    { machineConfigFiles: (objects) => objects.flatMap(readMachineConfig) },
    onChange,
    reduceMachineConfig,
  );
  return factCollector(machineConfigs(), facts);
}

function mirrorSetCollector(kind: MirrorSetKind, cluster: ClusterIndex, onChange: () => void) {
  const { group, version, resource } = mirrorSetKinds[kind];
  const read: ConstructorParameters<typeof MirrorSetCollector>[0] = (name, object) =>
    toMirrorSet(kind, name, object);
  return {
    resource: customResource(group, version, { kind, plural: resource }),
    isRequired: true,
    gives: ['mirrorSets'] as const,
    sink: new MirrorSetCollector(read, kind, cluster, onChange),
  };
}

/** Plural names of all watched resources. */
export const watchedResources: readonly string[] = createCollectors(() => {}, {
  readsMachineConfigs: true,
}).all.map(({ resource }) => resource.resource);
