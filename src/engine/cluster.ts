import { readClusterVersion, readImageConfig } from '../kubernetes/read-cluster-config.ts';
import { readOptionalFacts } from '../kubernetes/read-optional-facts.ts';
import { findStructureProblems } from '../kubernetes/structure/structure.ts';
import type { ClusterState, ImageConfig } from '../model/cluster-state.ts';
import type { ClusterVersionFact, FactName, OptionalFacts } from '../model/facts.ts';
import { describeAssumedPolicy, releasePolicy } from '../model/image-policies.ts';
import { type JsonObject, valueAt } from '../model/json.ts';
import {
  isMirrorSetKind,
  type MirrorSet,
  type MirrorSetKind,
  mirrorSetKinds,
  toMirrorSet,
} from '../model/mirror-set.ts';
import {
  describeNewerRelease,
  formatOpenShiftVersion,
  newestVersion,
  type OpenShiftVersion,
} from '../model/openshift-version.ts';
import { behaviourOf } from '../model/operator-behaviour.ts';
import { plainPlatform } from '../model/platform.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { quote } from '../model/text/quote.ts';
import type { InputNote } from './input-note.ts';
import { intendedKind } from './intended-kind.ts';
import { takeLatest } from './latest-input.ts';

/** Facts from the caller, which take precedence over the objects. */
export interface GivenCluster {
  readonly openshiftVersion?: OpenShiftVersion;
  /** As in `status.desired.image` of ClusterVersion `version`. */
  readonly releaseImage?: string;
  /**
   * Whether the objects are all objects of a running cluster. If so, a kind without objects is known to be
   * empty.
   */
  readonly isComplete?: boolean;
  /** Facts of a running cluster that could not be read, with the reason for each. */
  readonly unknown?: UnreadFacts;
}

/** `forbidden; requires get and list on clusterimagepolicies.config.openshift.io`. */
export type UnreadFacts = Partial<Readonly<Record<FactName, string>>>;

/** A fact that the input lacks, and the assumption that replaces it. */
export interface AssumedFact {
  readonly fact: 'mirrorSets' | 'imageConfig' | 'clusterVersion' | 'releaseImage' | keyof OptionalFacts;
  /** `the input has no MachineConfigPools; assuming that none is paused`. */
  readonly assumed: string;
}

/** The displayed name of an object without a name. */
export const nameless = '(no name)';

/** A cluster described by API objects. */
export interface Cluster {
  readonly state: ClusterState;
  readonly imageConfig: ImageConfig | undefined;
  readonly clusterVersion: ClusterVersionFact | undefined;
  readonly optionalFacts: Partial<OptionalFacts>;
  readonly assumed: readonly AssumedFact[];
  readonly notes: readonly InputNote[];
  readonly isComplete: boolean;
  readonly unknown: UnreadFacts;
}

/** The facts of a running cluster that has no object of the corresponding kinds. */
const factsWithoutObjects: Partial<OptionalFacts> = {
  nodeDisruption: [],
  drainOverride: false,
  machineConfigPools: [],
  platform: plainPlatform,
  imagePolicies: [],
  machineConfigFiles: [],
  windowsNodes: false,
  imageModePools: [],
};

/**
 * Reads a cluster from API objects of any kind and shape, including lists. Other kinds are skipped. If two
 * objects have the same name, the later one wins, as with `kubectl apply`. Never throws.
 * The valid entries of a malformed mirror set are used, and a mirror set with a wrong apiVersion is read as
 * if it had the right one; `notes` contains the reason.
 */
export function readCluster(objects: Iterable<unknown>, given: GivenCluster = {}): Cluster {
  const { objects: all, notes: ofReplaced } = takeLatest(objects);
  const image = findConfig(all, 'Image', 'cluster');
  const version = findConfig(all, 'ClusterVersion', 'version');
  const { isComplete = false, unknown = {} } = given;
  const imageConfig = image === undefined ? imageConfigWithout(given) : readImageConfig(image);
  const clusterVersion = withGiven(version === undefined ? undefined : readClusterVersion(version), given);
  const { mirrorSets, notes } = readMirrorSets(all, clusterVersion?.version ?? newestVersion);
  return assembleCluster({
    mirrorSets,
    imageConfig,
    clusterVersion,
    optionalFacts: { ...(isComplete ? known(factsWithoutObjects, unknown) : {}), ...readOptionalFacts(all) },
    notes: [...ofReplaced, ...notes],
    isComplete,
    unknown,
  });
}

/**
 * A cluster without Image `cluster` has empty lists. In files, the object can be missing although the cluster
 * has one.
 */
function imageConfigWithout({ isComplete = false, unknown = {} }: GivenCluster): ImageConfig | undefined {
  return isComplete && unknown.imageConfig === undefined ? {} : undefined;
}

function known(facts: Partial<OptionalFacts>, unknown: UnreadFacts): Partial<OptionalFacts> {
  return Object.fromEntries(
    Object.entries(facts).filter(([fact]) => unknown[fact as FactName] === undefined),
  );
}

/** The parts of a cluster; assumptions replace undefined parts. */
export function assembleCluster(
  parts: Omit<Cluster, 'state' | 'assumed'> & { readonly mirrorSets: readonly MirrorSet[] },
): Cluster {
  const { mirrorSets, imageConfig, clusterVersion, optionalFacts, notes, isComplete, unknown } = parts;
  const releaseImage = clusterVersion?.releaseImage;
  const state: ClusterState = {
    mirrorSets,
    imageConfig: imageConfig ?? {},
    ...(releaseImage === undefined ? {} : { releaseImage }),
    version: clusterVersion?.version ?? newestVersion,
    imagePolicies: [
      ...(optionalFacts.imagePolicies ?? []),
      ...(isReleasePolicyAssumed(parts) ? [releasePolicy] : []),
    ],
  };
  return {
    state,
    imageConfig,
    clusterVersion,
    optionalFacts,
    notes,
    isComplete,
    unknown,
    assumed: isComplete ? listUnread(parts) : listAssumed(parts),
  };
}

/**
 * True only for a release that is known to contain the policy. False in a hosted cluster, which has no
 * Machine Config Operator, and for OKD releases.
 */
function isReleasePolicyAssumed({
  clusterVersion,
  optionalFacts,
  isComplete,
}: Parameters<typeof assembleCluster>[0]): boolean {
  const { imagePolicies = [], platform } = optionalFacts;
  if (isComplete || platform?.isHostedGuest === true) return false;
  if (clusterVersion === undefined || clusterVersion.isVersionAssumed === true) return false;
  if (imagePolicies.some(({ namespace }) => namespace === undefined)) return false;
  if (/^quay\.io\/(openshift\/)?okd[/@:]/.test(clusterVersion.releaseImage ?? '')) return false;
  return behaviourOf(clusterVersion.version).hasReleasePolicy;
}

function findConfig(objects: readonly JsonObject[], kind: string, name: string): JsonObject | undefined {
  return objects.findLast(
    (object) =>
      object.apiVersion === 'config.openshift.io/v1' &&
      object.kind === kind &&
      valueAt(object, ['metadata', 'name']) === name,
  );
}

function withGiven(
  found: ClusterVersionFact | undefined,
  { openshiftVersion, releaseImage }: GivenCluster,
): ClusterVersionFact | undefined {
  if (openshiftVersion === undefined && releaseImage === undefined) return found;
  const image = releaseImage ?? found?.releaseImage;
  const version = openshiftVersion ?? found?.version;
  const isAssumed = version === undefined || (openshiftVersion === undefined && found?.isVersionAssumed);
  return {
    version: version ?? newestVersion,
    ...(isAssumed === true ? { isVersionAssumed: true as const } : {}),
    ...(image === undefined ? {} : { releaseImage: image }),
  };
}

function readMirrorSets(
  objects: readonly JsonObject[],
  version: OpenShiftVersion,
): { readonly mirrorSets: readonly MirrorSet[]; readonly notes: readonly InputNote[] } {
  const mirrorSets: MirrorSet[] = [];
  const notes: InputNote[] = [];
  for (const object of objects) {
    const { kind } = object;
    if (!isMirrorSetKind(kind)) {
      notes.push(...otherKindNotes(object));
      continue;
    }
    const name = valueAt(object, ['metadata', 'name']);
    notes.push(...mirrorSetNotes(kind, object, version));
    mirrorSets.push(toMirrorSet(kind, typeof name === 'string' && name !== '' ? name : nameless, object));
  }
  return { mirrorSets, notes };
}

function otherKindNotes(object: JsonObject): readonly InputNote[] {
  const { kind } = object;
  const note = (message: string) => [{ object, path: ['kind'], message }];
  if (kind === 'ImageContentPolicy')
    return note('no operator reads ImageContentPolicy objects; this object has no effect');
  const intended = intendedKind(object);
  if (intended === undefined) return [];
  const problem = typeof kind === 'string' ? `unknown kind ${quote(kind)}` : 'the object has no kind';
  return note(`${problem}; the object is ignored. Did you mean ${intended}?`);
}

function mirrorSetNotes(
  kind: MirrorSetKind,
  object: JsonObject,
  version: OpenShiftVersion,
): readonly InputNote[] {
  const notes: InputNote[] = [];
  const note = (path: FieldPath, message: string) => notes.push({ object, path, message });
  if (!behaviourOf(version).readsKind[kind])
    note(['kind'], `OpenShift ${formatOpenShiftVersion(version)} has no kind ${kind}; it has no effect`);
  const { apiVersion } = mirrorSetKinds[kind];
  if (object.apiVersion !== apiVersion)
    note(['apiVersion'], `the apiVersion of ${kind} is ${apiVersion}; the object is read as that kind`);
  for (const { path, message } of findStructureProblems(kind, object))
    note(path, `${message}; the incomplete part is ignored`);
  return notes;
}

/** The facts that a prediction for a running cluster lacks. */
function listUnread({
  clusterVersion,
  unknown,
}: Parameters<typeof assembleCluster>[0]): readonly AssumedFact[] {
  const unread = Object.entries(unknown).map(([fact, reason]) => ({
    fact: fact as AssumedFact['fact'],
    assumed: `${fact} is unknown: ${reason}; predictions ignore it`,
  }));
  if (clusterVersion !== undefined || unknown.clusterVersion !== undefined) return unread;
  const version = formatOpenShiftVersion(newestVersion);
  return [
    ...unread,
    {
      fact: 'clusterVersion',
      assumed: `the cluster has no ClusterVersion "version"; assuming OpenShift ${version}`,
    },
  ];
}

function listAssumed(parts: Parameters<typeof assembleCluster>[0]): readonly AssumedFact[] {
  const { mirrorSets, imageConfig, clusterVersion, optionalFacts } = parts;
  const assumed: AssumedFact[] = [];
  const add = (fact: AssumedFact['fact'], text: string) => assumed.push({ fact, assumed: text });
  if (mirrorSets.length === 0)
    add('mirrorSets', 'the input has no ImageDigestMirrorSet, ImageTagMirrorSet or ImageContentSourcePolicy');
  if (imageConfig === undefined) {
    add(
      'imageConfig',
      'the input has no Image "cluster" (config.openshift.io/v1); assuming empty registry lists',
    );
  }
  if (clusterVersion === undefined) {
    add(
      'clusterVersion',
      'the input has no ClusterVersion "version"; assuming OpenShift ' +
        `${formatOpenShiftVersion(newestVersion)}`,
    );
  }
  const version = clusterVersion?.version ?? newestVersion;
  const newer = describeNewerRelease(version);
  if (newer !== undefined) add('clusterVersion', newer);
  if ((imageConfig?.blockedRegistries ?? []).length > 0 && clusterVersion?.releaseImage === undefined) {
    add('releaseImage', 'the release image is unknown; assuming that no blocked registry contains it');
  }
  if (isReleasePolicyAssumed(parts)) {
    add('imagePolicies', describeAssumedPolicy(releasePolicy));
  }
  // A hosted cluster has no MachineConfigPools, so the other facts have no effect.
  if (optionalFacts.platform?.isHostedGuest === true) return assumed;
  const { hasNodeDisruptionPolicy, honoursDrainOverride } = behaviourOf(version);
  if (hasNodeDisruptionPolicy && optionalFacts.nodeDisruption === undefined) {
    add(
      'nodeDisruption',
      'the input has no MachineConfiguration "cluster"; assuming the default node disruption policy',
    );
  }
  if (honoursDrainOverride && optionalFacts.drainOverride === undefined) {
    add(
      'drainOverride',
      'the input has no ConfigMap "image-registry-override-drain"; assuming that nodes are drained',
    );
  }
  if (optionalFacts.machineConfigPools === undefined) {
    add('machineConfigPools', 'the input has no MachineConfigPools; assuming that none is paused');
  }
  return assumed;
}
