import type { ProbeFile } from './files/blocked-registries.ts';
import { resolveReference } from './files/resolve.ts';
import { parseCanonicalReference } from './location/image-reference.ts';
import type { OpenShiftVersion } from './openshift-version.ts';

/**
 * Why the machine-config-controller of 4.23 and later starts no other controller: it cannot build the OSImageStream. Nothing is
 * rendered, drained or rotated then. It happens whenever the release or the controller changed.
 */
export interface StartProblem {
  readonly kind: 'merge-failed' | 'payload-unreachable';
  /** The image that cannot be pulled; undefined if the merge fails. */
  readonly image?: string;
  /** Text of the controller's log. */
  readonly message: string;
}

/**
 * @param file of raw lists and all mirror sets (`buildRawFile`): this merge validates nothing
 * @param images of the payload that the controller pulls by digest; empty if they are not known
 */
export function findStartProblem(file: ProbeFile, images: readonly string[]): StartProblem | undefined {
  if (file.kind === 'failed') return { kind: 'merge-failed', message: file.message };
  for (const image of images) {
    const parsed = parseCanonicalReference(image);
    if (parsed.kind === 'invalid') return { kind: 'payload-unreachable', image, message: parsed.message };
    const resolution = resolveReference(parsed.reference, file.registries);
    if (resolution.kind !== 'tries')
      return { kind: 'payload-unreachable', image, message: resolution.message };
    const blocked = resolution.sources.every(({ blockedBy }) => blockedBy !== undefined);
    const prefix = resolution.sources.at(-1)?.blockedBy;
    if (blocked) return { kind: 'payload-unreachable', image, message: `registry ${prefix} is blocked` };
  }
  return undefined;
}

const componentRepositories: Readonly<Record<string, (version: OpenShiftVersion) => string>> = {
  'quay.io/openshift-release-dev/ocp-release': ({ major }) =>
    `quay.io/openshift-release-dev/ocp-v${major}.0-art-dev`,
  'quay.io/openshift/okd': () => 'quay.io/openshift/okd-content',
  'quay.io/okd/scos-release': () => 'quay.io/okd/scos-content',
};

/** The release image, and an image of its components if their repository is known. */
export function imagesPulledAtStart(
  releaseImage: string | undefined,
  version: OpenShiftVersion,
): readonly string[] {
  if (releaseImage === undefined) return [];
  const parsed = parseCanonicalReference(releaseImage);
  const name = parsed.kind === 'reference' ? parsed.reference.name : '';
  const components = Object.hasOwn(componentRepositories, name)
    ? componentRepositories[name]?.(version)
    : undefined;
  // Any digest: all that counts is the repository.
  return components === undefined ? [releaseImage] : [releaseImage, `${components}@sha256:${'0'.repeat(64)}`];
}
