import type { ImageConfig } from '../../src/model/cluster-state.ts';
import { type ClusterFacts, type OptionalFacts, prepareModel } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { type MirrorSet, type MirrorSetKind, toMirrorSet } from '../../src/model/mirror-set.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { compilePolicy, type Policy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { someRelease } from './cluster.ts';
import { type HugeEntry, manifestOf, maxEntries, ordinaryEntry } from './huge-objects.ts';

const some = <Value>(count: number, one: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => one(index));

/**
 * Other stored objects, several of them of maximum size. They conflict and overlap with the written object in
 * every way.
 */
const others: readonly MirrorSet[] = [
  set('ImageDigestMirrorSet', 'others', some(maxEntries, otherEntry)),
  set('ImageTagMirrorSet', 'others', some(maxEntries, otherEntry)),
  set(
    'ImageContentSourcePolicy',
    'replaced',
    some(maxEntries / 2, (index) => ordinaryEntry(2 * index)),
  ),
  set(
    'ImageContentSourcePolicy',
    'crowded',
    some(maxEntries / 2, (index) => ({
      source: 'crowded.example.com/x',
      mirrors: [`m${index}.io/x`, `m${index + 1}.io/x`],
    })),
  ),
];

/** Every second entry has the source of an ordinary entry, but another mirror. */
function otherEntry(index: number): HugeEntry {
  const { source } = ordinaryEntry(index);
  return {
    source: index % 2 === 0 ? source : `${source}-other`,
    mirrors: [`mirror-c.example.net/copies/x${index}`],
  };
}

function set(kind: MirrorSetKind, name: string, entries: readonly HugeEntry[]): MirrorSet {
  return toMirrorSet(kind, name, manifestOf(kind, name, entries));
}

const insecureRegistries = some(
  200,
  (index) => `registry-${index % 53}.example.com/organisation-${index}/inner`,
).concat('mirror-b.example.net', '*.insecure.example.net');

/** Separate configs, because the MCO rejects blocked and allowed registries in one config. */
export const imageConfigs = {
  blocking: {
    insecureRegistries,
    blockedRegistries: some(
      200,
      (index) => `registry-${index % 53}.example.com/organisation-${index}/blocked`,
    ).concat('quay.io'),
    containerRuntimeSearchRegistries: ['registry.example.com'],
  },
  allowing: {
    insecureRegistries,
    allowedRegistries: some(
      900,
      (index) => `registry-${index % 53}.example.com/organisation-${index}`,
    ).concat('quay.io', 'mirror-a.example.net'),
  },
} satisfies Readonly<Record<string, ImageConfig>>;

const optionalFacts: OptionalFacts = {
  nodeDisruption: [],
  drainOverride: false,
  machineConfigPools: some(5, (index) => ({
    name: `pool-${index}`,
    isPaused: index === 0,
    maxUnavailable: 1,
    machines: 3,
    renderedBytes: 900_000,
  })),
  platform: { isManaged: true, isHostedGuest: false, isHostingHub: true, isSingleNode: false },
  pullSecretHosts: some(50, (index) => `m${index}.example.net`),
  machineConfigFiles: [],
  windowsNodes: true,
  imageModePools: ['pool-1'],
  catalogs: [{ name: 'openshift-marketplace/all', image: 'mirror.example.com/index:v1' }],
  imagePolicies: some(20, (policy) => ({
    name: `policy-${policy}`,
    scopes: some(10, (index) => `registry-${policy}.example.com/organisation-${policy + 53 * index}`),
  })),
};

/**
 * The facts of a cluster with several objects of maximum size.
 *
 * @param stored the stored version of the written object; empty if the object is new
 */
export function hugeCluster(
  imageConfig: ImageConfig,
  stored: readonly MirrorSet[],
): ClusterFacts & { readonly cluster: ClusterIndex } {
  const clusterVersion = { version: newestVersion, releaseImage: someRelease };
  const known = { ...optionalFacts, imageConfig, clusterVersion, inputDocuments: [] };
  const sheet = { known, missing: {}, cluster: new ClusterIndex() };
  for (const object of [...others, ...stored]) sheet.cluster.apply(object);
  prepareModel(sheet);
  return sheet;
}

const mirrorScopes = some(20, (index) => `m${index}.example.net`);

/** All rules in the strict preset, with long lists in the options. */
export const fullPolicy: Policy = compilePolicy(
  {
    preset: 'strict',
    rules: {
      'no-denied-mirror': { options: { denied: mirrorScopes } },
      'no-managed-registry-source': { options: { platform: 'managed' } },
      'no-protected-source': {
        options: { sources: some(20, (index) => `registry-${index}.example.com/organisation-${index}`) },
      },
      'require-allowed-mirror': {
        options: { allowed: ['mirror-a.example.net:8443', '*.io', ...mirrorScopes] },
      },
      'require-contactable-source': {
        options: { sources: some(20, (index) => `registry-${index}.example.com`) },
      },
      'require-listed-mirror': {
        options: {
          required: some(20, (index) => ({
            source: `registry-${index}.example.com`,
            mirrors: ['mirror-c.example.net'],
          })),
        },
      },
      'require-source-policy': {
        options: {
          required: some(20, (index) => ({
            source: `registry-${index}.example.com`,
            policy: 'NeverContactSource',
          })),
        },
      },
    },
    exemptions: some(10, (index) => ({
      name: `exemption-${index}`,
      reason: 'it takes time',
      expires: index < 5 ? '2020-01-01' : '2999-01-01',
      rules: ['*'],
      sources: [`registry-${index}.example.com/organisation-${index}`, 's1.io'],
    })),
  },
  rules,
);
