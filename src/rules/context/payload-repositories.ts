import type { ClusterVersionFact } from '../../model/facts.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { memoize } from '../memoize.ts';
import type { NodeView } from './node-views.ts';

/** The repository of the release images and those of their components; a release needs both (DOMAIN 4.4). */
export interface PayloadFamily {
  readonly release: string;
  /** By major version; a single element applies to every version. */
  readonly components: readonly string[];
}

export const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';
export const componentRepository = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';
/** Starting with OpenShift 5.0 (DOMAIN 8.6). */
export const nextComponentRepository = 'quay.io/openshift-release-dev/ocp-v5.0-art-dev';

/** OpenShift, and OKD on Fedora CoreOS and on CentOS Stream CoreOS. */
export const payloadFamilies: readonly PayloadFamily[] = [
  { release: releaseRepository, components: [componentRepository, nextComponentRepository] },
  { release: 'quay.io/openshift/okd', components: ['quay.io/openshift/okd-content'] },
  { release: 'quay.io/okd/scos-release', components: ['quay.io/okd/scos-content'] },
];

const known: ReadonlySet<string> = new Set([
  'quay.io/openshift-release-dev',
  ...payloadFamilies.flatMap(({ release, components }) => [release, ...components]),
]);

/** Whether a source contains only release images and their components, which are always pulled by digest. */
export function isPayloadRepository(source: string): boolean {
  return known.has(source);
}

/**
 * Every repository that a cluster pulls its own images from, without duplicates. Without a version, those of
 * OpenShift 4.
 */
export function payloadRepositories(version: ClusterVersionFact | undefined): readonly string[] {
  return version === undefined ? unknownPayload.repositories : payloadOf(version).repositories;
}

/** The repository of the release image; undefined if the image is unknown or not valid. */
export function ownReleaseRepository(version: ClusterVersionFact | undefined): string | undefined {
  return version === undefined ? undefined : payloadOf(version).own;
}

interface Payload {
  readonly own: string | undefined;
  readonly repositories: readonly string[];
}

const unknownPayload: Payload = { own: undefined, repositories: [releaseRepository, componentRepository] };

const payloadOf = memoize(({ version, releaseImage }: ClusterVersionFact): Payload => {
  const parsed = releaseImage === undefined ? undefined : parseReference(releaseImage);
  const own = parsed?.kind === 'reference' ? parsed.reference.name : undefined;
  const family = payloadFamilies.find(({ release }) => release === own);
  if (family !== undefined && family.release !== releaseRepository)
    return { own, repositories: [family.release, ...family.components] };
  const components = version.major >= 5 ? nextComponentRepository : componentRepository;
  const all = new Set([...(own === undefined ? [] : [own]), releaseRepository, components]);
  return { own, repositories: [...all] };
});

/**
 * Whether pulls by digest from a repository have a mirror on the nodes of a pool. The payload is always
 * pulled by digest.
 */
export function isMirrored(repository: string, view: NodeView): boolean {
  if (!(view instanceof PoolModel)) return isMirroredBySets(repository, view.mirrorSets);
  const { digest } = view.cluster.mirrorSets;
  return matchingPrefixes(repository).some((prefix) =>
    view.fileOf(prefix) === undefined
      ? view.registriesConf === undefined && digest.get(prefix) !== undefined
      : view.loaded.get(prefix)?.mirrors.some(({ pullFromMirror }) => pullFromMirror !== 'tag-only') === true,
  );
}

/** Whether mirror sets contain a mirror for pulls by digest from a repository. */
function isMirroredBySets(repository: string, mirrorSets: MirrorSetsView): boolean {
  return mirrorSets.sourcesMatching(repository).some((source) => mirrorSets.digest.get(source) !== undefined);
}
