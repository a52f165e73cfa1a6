import { isOrdinary, isQualifiedHost, type Location } from '../../model/location/location.ts';

/**
 * A property that rules about the use of a location check. Most locations have none, which lets a dozen rules
 * skip them.
 */
export type Trait =
  | 'wildcard'
  /** `*.example.com` or `quay.io`. */
  | 'without-path'
  | 'port'
  /** CRI-O does not interpret it as a host (`mirror/team`), or it is an endpoint of Docker Hub. */
  | 'odd-host'
  | 'upper-case-host'
  | 'docker-io'
  | 'long';

/** Longer than usual names and below any limit of image names. */
const maxUsualLength = 128;

/**
 * Hosts that serve Docker Hub but do not appear in image names: CRI-O replaces index.docker.io with
 * docker.io, and clients contact the other two for docker.io (DOMAIN 7.1).
 */
export const dockerHubEndpoints: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/** Whether a location certainly has no trait. Does not parse it; false if unsure. */
export function isPlain(text: string): boolean {
  return (
    isOrdinary(text) &&
    text.length <= maxUsualLength &&
    !text.includes(':') &&
    !text.includes('docker.io/') &&
    !text.includes('docker.com/')
  );
}

export function traitsOf(text: string, location: Location): readonly Trait[] {
  const traits: Trait[] = text.length > maxUsualLength ? ['long'] : [];
  const host = location.kind === 'wildcard' ? location.suffix : location.host;
  if (host !== host.toLowerCase()) traits.push('upper-case-host');
  if (location.kind === 'wildcard') return [...traits, 'wildcard', 'without-path'];
  if (location.kind === 'host') traits.push('without-path');
  if (location.port !== undefined) traits.push('port');
  if (!isQualifiedHost(location) || dockerHubEndpoints.has(host)) traits.push('odd-host');
  if (host === 'docker.io') traits.push('docker-io');
  return traits;
}
