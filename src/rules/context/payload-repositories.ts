import type { ClusterVersionFact } from '../../model/facts.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { foundOnce } from '../found-once.ts';

/** Where release images are, and where the images of their components are: a release needs both (DOMAIN 4.4). */
export const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';
export const componentRepository = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';
/** From OpenShift 5.0 on (DOMAIN 8.6). */
export const nextComponentRepository = 'quay.io/openshift-release-dev/ocp-v5.0-art-dev';

/** Everything that a cluster needs for its own images, each once. Found once for each version. */
export function payloadRepositories(version: ClusterVersionFact | undefined): readonly string[] {
  return version === undefined ? usualRepositories : repositoriesOf(version);
}

const usualRepositories = [releaseRepository, componentRepository];

const repositoriesOf = foundOnce(({ version, releaseImage }: ClusterVersionFact): readonly string[] => {
  const release = releaseImage === undefined ? undefined : parseReference(releaseImage);
  const own = release?.kind === 'reference' ? [release.reference.name] : [];
  const components = version.major >= 5 ? nextComponentRepository : componentRepository;
  return [...new Set([...own, releaseRepository, components])];
});

/** Whether pulls by digest from a repository have a mirror. The payload is pulled by digest always. */
export function isMirrored(repository: string, view: MirrorSetsView): boolean {
  return view.sourcesMatching(repository).some((source) => view.digest.get(source) !== undefined);
}

const sourcesMatchingAny = foundOnce((repositories: readonly string[]): readonly string[] =>
  repositories.flatMap(matchingPrefixes),
);

/**
 * Whether any of these sources has to do with a repository: most writes have nothing to do with the payload.
 *
 * @param repositories the same array in each request: the handful of sources that match them is found once for it
 */
export function concerns(sources: ReadonlySet<string>, repositories: readonly string[]): boolean {
  return sourcesMatchingAny(repositories).some((source) => sources.has(source));
}
