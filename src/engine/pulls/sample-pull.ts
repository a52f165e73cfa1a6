/**
 * A name that the entry of a scope decides about, to show what becomes of pulls: the scope itself where it
 * looks like a repository, something below it where it is a host, a namespace or a wildcard.
 */
export function sampleName(scope: string): string {
  const place = scope.startsWith('*.') ? `any${scope.slice(1)}` : scope;
  return place.split('/').length > 2 ? place : `${place}/image`;
}

/** Which digest makes no difference. */
export const sampleDigest = `sha256:${'0'.repeat(64)}`;
