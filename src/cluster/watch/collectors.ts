import { readClusterVersion, readImageConfig } from '../../kubernetes/read-cluster-config.ts';
import { readNodeDisruption } from '../../kubernetes/read-node-disruption.ts';
import type { FactName, Facts } from '../../model/facts.ts';
import { readImagePolicies } from '../../model/image-policies.ts';
import { ClusterIndex } from '../../model/index/cluster-index.ts';
import type { JsonObject } from '../../model/json.ts';
import { readMachineConfigPools } from '../../model/machine-config-pools.ts';
import { type MirrorSetKind, mirrorSetKinds, toMirrorSet } from '../../model/mirror-set.ts';
import { readPlatform } from '../../model/platform.ts';
import { FactCollector } from './fact-collector.ts';
import { MirrorSetCollector } from './mirror-set-collector.ts';
import type { ResourceSink } from './ports.ts';
import { PresenceCollector } from './presence-collector.ts';

export type CollectedFact = Exclude<
  keyof Facts,
  'mirrorSets' | 'nodes' | 'inputDocuments' | 'pullSecretHosts'
>;

/** One resource that is watched, and what becomes of its objects. */
export interface Collector {
  /** Plural name. */
  readonly resource: string;
  readonly path: string;
  /** Whether decisions wait for it: without these nobody knows what the operator would do. */
  readonly isRequired: boolean;
  /** What is not known while the resource cannot be read. */
  readonly gives: readonly FactName[];
  /** Of each object only its metadata. Default: all of it. */
  readonly parts?: 'metadata';
  readonly sink: ResourceSink;
}

export interface Collectors {
  readonly all: readonly Collector[];
  readonly cluster: ClusterIndex;
  readonly facts: readonly FactCollector[];
}

const config = '/apis/config.openshift.io/v1';
const named = (name: string) => `?fieldSelector=${encodeURIComponent(`metadata.name=${name}`)}`;

/** The definition that HyperShift's operator brings along. */
const hostedClusters = 'hostedclusters.hypershift.openshift.io';

/** Where there is no Infrastructure, nobody but the cluster's own admins decides. */
const plainPlatform = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false };

/** What is watched, and what it means. @param onChange called after every change of any of them */
export function createCollectors(onChange: () => void): Collectors {
  const cluster = new ClusterIndex();
  const mirrorSets = (Object.keys(mirrorSetKinds) as MirrorSetKind[]).map((kind): Collector => {
    const { group, version, resource } = mirrorSetKinds[kind];
    const sink = new MirrorSetCollector(
      (name, object) => toMirrorSet(kind, name, object),
      kind,
      cluster,
      onChange,
    );
    return {
      resource,
      path: `/apis/${group}/${version}/${resource}`,
      isRequired: true,
      gives: ['mirrorSets', 'nodes'],
      sink,
    };
  });
  const fact = (
    resource: string,
    path: string,
    collected: {
      readonly [Fact in CollectedFact]?: (objects: readonly JsonObject[]) => Facts[Fact] | undefined;
    },
    isRequired = false,
  ) => {
    const sink = new FactCollector(collected, onChange);
    return { resource, path, isRequired, gives: sink.names, sink };
  };
  const hyperShift = new PresenceCollector(() => infrastructures.sink.readAgain());
  const infrastructures = fact('infrastructures', `${config}/infrastructures${named('cluster')}`, {
    platform: (objects) => ({
      ...(readPlatform(objects) ?? plainPlatform),
      isHostingHub: hyperShift.isPresent,
    }),
  });

  const others = [
    // Without an Image `cluster` nothing is listed: the same as an empty one.
    fact(
      'images',
      `${config}/images${named('cluster')}`,
      { imageConfig: ([image]) => (image === undefined ? {} : readImageConfig(image)) },
      true,
    ),
    fact(
      'clusterversions',
      `${config}/clusterversions${named('version')}`,
      { clusterVersion: ([version]) => (version === undefined ? undefined : readClusterVersion(version)) },
      true,
    ),
    fact('machineconfigpools', '/apis/machineconfiguration.openshift.io/v1/machineconfigpools', {
      machineConfigPools: (pools) => readMachineConfigPools(pools) ?? [],
    }),
    fact('machineconfigurations', `/apis/operator.openshift.io/v1/machineconfigurations${named('cluster')}`, {
      nodeDisruption: (objects) => readNodeDisruption(objects) ?? [],
    }),
    infrastructures,
    fact('clusterimagepolicies', `${config}/clusterimagepolicies`, {
      imagePolicies: (objects) => readImagePolicies(objects) ?? [],
    }),
    fact(
      'configmaps',
      `/api/v1/namespaces/openshift-machine-config-operator/configmaps${named('image-registry-override-drain')}`,
      {
        // Items of a list of built-in kinds do not say their kind; the selector has said all that matters.
        drainOverride: (objects) => objects.length > 0,
      },
    ),
  ];
  const definition: Collector = {
    resource: 'customresourcedefinitions',
    path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions${named(hostedClusters)}`,
    isRequired: false,
    gives: [],
    // A definition is some hundred kilobytes long.
    parts: 'metadata',
    sink: hyperShift,
  };
  return { all: [...mirrorSets, ...others, definition], cluster, facts: others.map(({ sink }) => sink) };
}

/** Plural names of all that is watched. */
export const watchedResources: readonly string[] = createCollectors(() => {}).all.map(
  ({ resource }) => resource,
);
