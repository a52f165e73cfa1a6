/**
 * A sample image name that the entry of a scope matches. It is the scope itself if that looks like a
 * repository, otherwise a name below the host, namespace or wildcard.
 */
export function sampleName(scope: string): string {
  const place = scope.startsWith('*.') ? `any${scope.slice(1)}` : scope;
  return place.split('/').length > 2 ? place : `${place}/image`;
}

/** The value of the digest has no effect on the result. */
export const sampleDigest = `sha256:${'0'.repeat(64)}`;
