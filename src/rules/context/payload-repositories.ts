import type { ClusterVersionFact } from '../../model/facts.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { foundOnce } from '../found-once.ts';

/** The repositories of release images and of their components: a release needs both (DOMAIN 4.4). */
export const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';
export const componentRepository = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';
/** Starting with OpenShift 5.0 (DOMAIN 8.6). */
export const nextComponentRepository = 'quay.io/openshift-release-dev/ocp-v5.0-art-dev';

/** The repositories of OKD release images, each with the repository of its components. */
const okdComponentRepositories: ReadonlyMap<string, string> = new Map([
  ['quay.io/openshift/okd', 'quay.io/openshift/okd-content'],
  ['quay.io/okd/scos-release', 'quay.io/okd/scos-content'],
]);

const allPayloadRepositories: ReadonlySet<string> = new Set([
  releaseRepository,
  componentRepository,
  nextComponentRepository,
  ...[...okdComponentRepositories].flat(),
]);

/**
 * Whether a repository contains releases of OpenShift or OKD, or their components. A cluster pulls these by
 * digest only.
 */
export function isPayloadRepository(repository: string): boolean {
  return allPayloadRepositories.has(repository);
}

/**
 * The repositories that a cluster needs for its own images, without duplicates. Computed once per version.
 */
export function payloadRepositories(version: ClusterVersionFact | undefined): readonly string[] {
  return version === undefined ? usualRepositories : repositoriesOf(version);
}

const usualRepositories = [releaseRepository, componentRepository];

const repositoriesOf = foundOnce(({ version, releaseImage }: ClusterVersionFact): readonly string[] => {
  const release = releaseImage === undefined ? undefined : parseReference(releaseImage);
  const own = release?.kind === 'reference' ? [release.reference.name] : [];
  const okdComponents = own.flatMap((name) => okdComponentRepositories.get(name) ?? []);
  if (okdComponents.length > 0) return [...own, ...okdComponents];
  const components = version.major >= 5 ? nextComponentRepository : componentRepository;
  return [...new Set([...own, releaseRepository, components])];
});

/** Whether pulls by digest from a repository have a mirror. Clusters always pull the payload by digest. */
export function isMirrored(repository: string, view: MirrorSetsView): boolean {
  return view.sourcesMatching(repository).some((source) => view.digest.get(source) !== undefined);
}

const sourcesMatchingAny = foundOnce((repositories: readonly string[]): readonly string[] =>
  repositories.flatMap(matchingPrefixes),
);

/**
 * Whether any of these sources matches a repository. Most writes do not concern the payload.
 *
 * @param repositories the same array in each request, because the matching sources are computed once per
 * array
 */
export function concerns(sources: ReadonlySet<string>, repositories: readonly string[]): boolean {
  return sourcesMatchingAny(repositories).some((source) => sources.has(source));
}
