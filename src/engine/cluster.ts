import { findConfig, readClusterVersion, readImageConfig } from '../kubernetes/read-cluster-config.ts';
import { readOptionalFacts } from '../kubernetes/read-optional-facts.ts';
import { findStructureProblems } from '../kubernetes/structure/structure.ts';
import type { ClusterState, ImageConfig } from '../model/cluster-state.ts';
import type { ClusterVersionFact, FactName, OptionalFacts } from '../model/facts.ts';
import { type JsonObject, textAt } from '../model/json.ts';
import {
  isMirrorSetKind,
  type MirrorSet,
  type MirrorSetKind,
  mirrorSetKinds,
  toMirrorSet,
} from '../model/mirror-set.ts';
import { formatOpenShiftVersion, newestVersion, type OpenShiftVersion } from '../model/openshift-version.ts';
import { behaviorOf } from '../model/operator-behavior.ts';
import { type Platform, plainPlatform } from '../model/platform.ts';
import type { FieldPath } from '../model/text/field-path.ts';
import { quote } from '../model/text/quote.ts';
import {
  type AssumedFact,
  assumedReleaseImage,
  type ClusterParts,
  imagePoliciesOf,
  listAssumptions,
  type UnreadFacts,
} from './assumptions.ts';
import { intendedKind } from './intended-kind.ts';
import { type InputNote, takeLatest } from './latest-input.ts';
import type { ReleaseOfTag } from './release-of-tag.ts';

/** Facts from the caller, which take precedence over the objects. */
export interface GivenCluster {
  readonly openshiftVersion?: OpenShiftVersion;
  /** As in `status.desired.image` of ClusterVersion `version`. */
  readonly releaseImage?: string;
  /** The release of a cluster to install or of a hosted cluster; used if no version is known. */
  readonly release?: ReleaseOfTag;
  /** Set for the configuration in a HostedCluster. */
  readonly platform?: Platform;
  /**
   * Whether the objects are all objects of a running cluster. If so, a kind without objects is known to be
   * empty.
   */
  readonly isComplete?: boolean;
  /** Facts of a running cluster that could not be read, with the reason for each. */
  readonly unknown?: UnreadFacts;
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
 * objects have the same name, the later one is used, as with `kubectl apply`. Never throws.
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
    optionalFacts: {
      ...(isComplete ? known(factsWithoutObjects, unknown) : {}),
      ...readOptionalFacts(all),
      ...(given.platform === undefined ? {} : { platform: given.platform }),
    },
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
export function assembleCluster(parts: ClusterParts & { readonly notes: readonly InputNote[] }): Cluster {
  const { mirrorSets, imageConfig, clusterVersion, optionalFacts, notes, isComplete, unknown } = parts;
  const releaseImage = clusterVersion?.releaseImage ?? assumedReleaseImage(parts);
  const state: ClusterState = {
    mirrorSets,
    imageConfig: imageConfig ?? {},
    ...(releaseImage === undefined ? {} : { releaseImage }),
    version: clusterVersion?.version ?? newestVersion,
    imagePolicies: imagePoliciesOf(parts),
  };
  return {
    state,
    imageConfig,
    clusterVersion,
    optionalFacts,
    notes,
    isComplete,
    unknown,
    assumed: listAssumptions(parts),
  };
}

function withGiven(
  found: ClusterVersionFact | undefined,
  { openshiftVersion, releaseImage, release }: GivenCluster,
): ClusterVersionFact | undefined {
  if (openshiftVersion === undefined && release !== undefined && (found?.isVersionAssumed ?? true))
    return {
      ...found,
      version: release.version,
      isGiven: true,
      versionFrom: release.from,
      ...(releaseImage === undefined ? {} : { releaseImage }),
    };
  if (openshiftVersion === undefined && releaseImage === undefined) return found;
  const image = releaseImage ?? found?.releaseImage;
  const version = openshiftVersion ?? found?.version;
  const isAssumed = version === undefined || (openshiftVersion === undefined && found?.isVersionAssumed);
  return {
    version: version ?? newestVersion,
    ...(isAssumed === true ? { isVersionAssumed: true as const } : {}),
    ...(found === undefined ? { isGiven: true as const } : {}),
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
    notes.push(...mirrorSetNotes(kind, object, version));
    mirrorSets.push(toMirrorSet(kind, textAt(object, ['metadata', 'name']) || nameless, object));
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
  if (!behaviorOf(version).readsKind[kind])
    note(['kind'], `OpenShift ${formatOpenShiftVersion(version)} has no kind ${kind}; it has no effect`);
  const { apiVersion } = mirrorSetKinds[kind];
  if (object.apiVersion !== apiVersion)
    note(['apiVersion'], `the apiVersion of ${kind} is ${apiVersion}; the object is read as that kind`);
  for (const { path, message } of findStructureProblems(kind, object))
    note(path, `${message}; the incomplete part is ignored`);
  return notes;
}
