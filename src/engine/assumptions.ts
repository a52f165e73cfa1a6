import type { ImageConfig } from '../model/cluster-state.ts';
import type { ClusterVersionFact, FactName, OptionalFacts } from '../model/facts.ts';
import { describeAssumedPolicy, type ImagePolicy, releasePolicy } from '../model/image-policies.ts';
import type { MirrorSet } from '../model/mirror-set.ts';
import { formatOpenShiftVersion, newestVersion } from '../model/openshift-version.ts';
import { behaviorOf } from '../model/operator-behavior.ts';
import { assumeReleaseImage, describeUnknownRelease } from './assumed-release.ts';
import { versionNotes } from './release-of-tag.ts';

/** `forbidden; requires get and list on clusterimagepolicies.config.openshift.io`. */
export type UnreadFacts = Partial<Readonly<Record<FactName, string>>>;

/** A fact that the input lacks, and the assumption that replaces it. */
export interface AssumedFact {
  readonly fact: 'mirrorSets' | 'imageConfig' | 'clusterVersion' | 'releaseImage' | keyof OptionalFacts;
  /** `the input has no MachineConfigPools; assuming that none is paused`. */
  readonly assumed: string;
}

/** What is known of a cluster before assumptions replace what is not. */
export interface ClusterParts {
  readonly mirrorSets: readonly MirrorSet[];
  readonly imageConfig: ImageConfig | undefined;
  readonly clusterVersion: ClusterVersionFact | undefined;
  readonly optionalFacts: Partial<OptionalFacts>;
  readonly isComplete: boolean;
  readonly unknown: UnreadFacts;
}

/** Facts that a prediction lacks: those that could not be read, or those that the input does not have. */
export function listAssumptions(parts: ClusterParts): readonly AssumedFact[] {
  return parts.isComplete ? listUnread(parts) : listAssumed(parts);
}

/**
 * True only for a release that is known to contain the policy. False in a hosted cluster, which has no
 * Machine Config Operator, and for OKD releases.
 */
function isReleasePolicyAssumed({ clusterVersion, optionalFacts, isComplete }: ClusterParts): boolean {
  const { imagePolicies = [], platform } = optionalFacts;
  if (isComplete || platform?.isHostedGuest === true) return false;
  if (clusterVersion === undefined || clusterVersion.isVersionAssumed === true) return false;
  if (imagePolicies.some(({ namespace }) => namespace === undefined)) return false;
  if (/^quay\.io\/(openshift\/)?okd[/@:]/.test(clusterVersion.releaseImage ?? '')) return false;
  return behaviorOf(clusterVersion.version).hasReleasePolicy;
}

/** The image policies, with the assumed one. */
export function imagePoliciesOf(parts: ClusterParts): readonly ImagePolicy[] {
  const { imagePolicies = [] } = parts.optionalFacts;
  return isReleasePolicyAssumed(parts) ? [...imagePolicies, releasePolicy] : imagePolicies;
}

/**
 * The release image that is assumed if there is no ClusterVersion; undefined in a running or a hosted
 * cluster.
 */
export function assumedReleaseImage(parts: ClusterParts): string | undefined {
  const { mirrorSets, imageConfig = {}, clusterVersion, optionalFacts, isComplete } = parts;
  const isKnown = clusterVersion !== undefined && clusterVersion.isGiven !== true;
  return isKnown || isComplete || optionalFacts.platform?.isHostedGuest === true
    ? undefined
    : assumeReleaseImage({ mirrorSets, imageConfig, imagePolicies: imagePoliciesOf(parts) });
}

/** The facts that a prediction for a running cluster lacks. */
function listUnread({ clusterVersion, unknown }: ClusterParts): readonly AssumedFact[] {
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

function listAssumed(parts: ClusterParts): readonly AssumedFact[] {
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
  for (const note of versionNotes({ version, ...clusterVersion })) add('clusterVersion', note);
  if ((imageConfig?.blockedRegistries ?? []).length > 0 && clusterVersion?.releaseImage === undefined)
    add('releaseImage', describeUnknownRelease(assumedReleaseImage(parts)));
  if (isReleasePolicyAssumed(parts)) {
    add('imagePolicies', describeAssumedPolicy(releasePolicy));
  }
  // A hosted cluster has no MachineConfigPools, so the other facts have no effect.
  if (optionalFacts.platform?.isHostedGuest === true) return assumed;
  const { hasNodeDisruptionPolicy, honoursDrainOverride } = behaviorOf(version);
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
