import { isOrdinary, isQualifiedHost, type Location } from '../../model/location/location.ts';

/** What rules about the use of a location look for. Nearly all locations have none of it, and then a dozen rules have nothing to do. */
export type Trait =
  | 'wildcard'
  /** `*.example.com` or `quay.io`. */
  | 'without-path'
  | 'port'
  /** CRI-O takes it for no host (`mirror/team`), or for another: index.docker.io. */
  | 'odd-host'
  | 'upper-case-host'
  | 'docker-io'
  | 'long';

/** Far below any limit of image names. */
const longestUsual = 128;

/** Whether a location certainly has no trait. Said without taking it apart. */
export function isPlain(text: string): boolean {
  return (
    isOrdinary(text) && text.length <= longestUsual && !text.includes(':') && !text.includes('docker.io/')
  );
}

export function traitsOf(text: string, location: Location): readonly Trait[] {
  const traits: Trait[] = text.length > longestUsual ? ['long'] : [];
  const host = location.kind === 'wildcard' ? location.suffix : location.host;
  if (host !== host.toLowerCase()) traits.push('upper-case-host');
  if (location.kind === 'wildcard') return [...traits, 'wildcard', 'without-path'];
  if (location.kind === 'host') traits.push('without-path');
  if (location.port !== undefined) traits.push('port');
  if (!isQualifiedHost(location) || host === 'index.docker.io') traits.push('odd-host');
  if (host === 'docker.io') traits.push('docker-io');
  return traits;
}
