import type { ProbeFile } from './files/blocked-registries.ts';
import type { WildcardClash } from './files/registries.ts';
import { resolveReference } from './files/resolve.ts';
import { changeFileHazards } from './index/file-totals.ts';
import { type NodeInputs, type NodeTotals, toProbeFile } from './index/node-totals.ts';
import { type ParsedReference, parseCanonicalReference } from './location/image-reference.ts';
import type { OpenShiftVersion } from './openshift-version.ts';

/**
 * Why the machine-config-controller of 4.23 and later starts no other controller: it cannot build the
 * OSImageStream. The cluster then renders, drains and rotates nothing. The controller builds the
 * OSImageStream whenever the release or the controller changes.
 */
export interface StartProblem {
  readonly kind: 'merge-failed' | 'payload-unreachable';
  /** The image that cannot be pulled; undefined if the merge fails. */
  readonly image?: string;
  /** Why the merge fails; undefined if the nodes could not load the merged file. */
  readonly clash?: WildcardClash;
  /** Message in the controller's log. */
  readonly message: string;
}

const isBlocked = ' is blocked';

/** Whether every location of the image is blocked. Otherwise a mirror gives no valid image name. */
export function isBlockedImage({ kind, message }: StartProblem): boolean {
  return kind === 'payload-unreachable' && message.endsWith(isBlocked);
}

/** An image of the payload that the controller pulls by digest. */
export interface StartImage {
  readonly image: string;
  readonly parsed: ParsedReference;
}

/** @param images empty if they are not known */
export function findStartProblem(
  cluster: Pick<NodeInputs, 'listed' | 'mirrorSets'> & { readonly totals: NodeTotals },
  images: readonly StartImage[],
): StartProblem | undefined {
  const file = rawFileOf(cluster);
  if (file.kind === 'failed') {
    const { message, clash } = file;
    return { kind: 'merge-failed', message, ...(clash === undefined ? {} : { clash }) };
  }
  for (const { image, parsed } of images) {
    if (parsed.kind === 'invalid') return { kind: 'payload-unreachable', image, message: parsed.message };
    const resolution = resolveReference(parsed.reference, file.registries);
    if (resolution.kind !== 'tries')
      return { kind: 'payload-unreachable', image, message: resolution.message };
    const blocked = resolution.sources.every(({ blockedBy }) => blockedBy !== undefined);
    const prefix = resolution.sources.at(-1)?.blockedBy;
    if (blocked) return { kind: 'payload-unreachable', image, message: `registry ${prefix}${isBlocked}` };
  }
  return undefined;
}

/**
 * The file that the controller merges to build the OSImageStream: without validation, and with the lists of
 * image.config as written, which do not exempt the payload.
 */
function rawFileOf({
  listed: { insecure, blocked },
  mirrorSets,
  totals,
}: Parameters<typeof findStartProblem>[0]): ProbeFile {
  const lookups = { digest: mirrorSets.digest, tag: mirrorSets.tag, insecure, blocked };
  // The operator drops the scopes around the payload, or every scope if it cannot look up the payload.
  const missing = blocked.difference(new Set(totals.lists.registriesBlocked));
  const hazards = missing.size === 0 ? totals.file : changeFileHazards(totals.file, missing, lookups);
  return toProbeFile(lookups, hazards, mirrorSets);
}

const componentRepositories: Readonly<Record<string, (version: OpenShiftVersion) => string>> = {
  'quay.io/openshift-release-dev/ocp-release': ({ major }) =>
    `quay.io/openshift-release-dev/ocp-v${major}.0-art-dev`,
  'quay.io/openshift/okd': () => 'quay.io/openshift/okd-content',
  'quay.io/okd/scos-release': () => 'quay.io/okd/scos-content',
};

/** The release image, and one of its component images if their repository is known. */
export function imagesPulledAtStart(
  releaseImage: string | undefined,
  version: OpenShiftVersion,
): readonly StartImage[] {
  if (releaseImage === undefined) return [];
  const release = toStartImage(releaseImage);
  const name = release.parsed.kind === 'reference' ? release.parsed.reference.name : '';
  const components = Object.hasOwn(componentRepositories, name)
    ? componentRepositories[name]?.(version)
    : undefined;
  // The digest is arbitrary, because only the repository matters.
  return components === undefined
    ? [release]
    : [release, toStartImage(`${components}@sha256:${'0'.repeat(64)}`)];
}

function toStartImage(image: string): StartImage {
  return { image, parsed: parseCanonicalReference(image) };
}
