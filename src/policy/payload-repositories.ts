import type { MirrorSetsView } from '../domain/cluster-index/mirror-sets-view.ts';
import type { ClusterVersionFact } from '../domain/facts.ts';
import { parseReference } from '../domain/image-reference.ts';
import { matchedLength } from '../domain/prefix-match.ts';

/** Where release images are, and where the images of their components are: a release needs both (DOMAIN 4.4). */
export const releaseRepository = 'quay.io/openshift-release-dev/ocp-release';
export const componentRepository = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';
/** From OpenShift 5.0 on (DOMAIN 8.6). */
export const nextComponentRepository = 'quay.io/openshift-release-dev/ocp-v5.0-art-dev';

/** Everything that a cluster needs for its own images, each once. */
export function payloadRepositories(version: ClusterVersionFact | undefined): readonly string[] {
  const release = version?.releaseImage === undefined ? undefined : parseReference(version.releaseImage);
  const own = release?.kind === 'reference' ? [release.reference.name] : [];
  const components = version !== undefined && version.version.major >= 5 ? nextComponentRepository : componentRepository;
  return [...new Set([...own, releaseRepository, components])];
}

/** Whether pulls by digest from a repository have a mirror. The payload is pulled by digest always. */
export function isMirrored(repository: string, view: MirrorSetsView): boolean {
  return view.sourcesMatching(repository).some((source) => view.digest.get(source) !== undefined);
}

/** Whether any of these sources has to do with a repository: most writes have nothing to do with the payload. */
export function concerns(sources: readonly string[], repositories: readonly string[]): boolean {
  return sources.some((source) => repositories.some((repository) => matchedLength(repository, source) !== -1));
}
