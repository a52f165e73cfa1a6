/**
 * How the lists of a policy match sources and mirrors. An allow list must not admit a location that it does
 * not name, and a deny list must also match other spellings of the same registry. The two therefore treat
 * ports differently.
 */
import { isOrdinary } from '../../model/location/location.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import { isInsideAny, isNestedInside } from '../../model/location/scope.ts';
import { memoize } from '../memoize.ts';

/**
 * Whether an allow list includes the location. Scopes nest as in the operator: a host without a port excludes
 * other ports.
 */
export function isAllowed(location: string, scopes: readonly string[]): boolean {
  return isInsideAny(canonical(location), readAllowing(scopes));
}

/**
 * The first scope of a deny list that includes the location, if any. A host without a port includes all of
 * its ports.
 */
export function findForbidding(location: string, scopes: readonly string[]): string | undefined {
  const read = readLocation(location);
  return readForbidding(scopes).find((scope) => isForbidden(read, scope))?.written;
}

/** The first scope that the source redirects, if any: the source is inside the scope or contains it. */
export function findRedirected(source: string, scopes: readonly string[]): string | undefined {
  const read = readLocation(source);
  return readForbidding(scopes).find((scope) => isForbidden(read, scope) || isAround(read, scope))?.written;
}

/** The scopes of an allow list that contain none of the locations. */
export function findUnused(locations: readonly string[], scopes: readonly string[]): readonly string[] {
  const read = locations.map(canonical);
  const readScopes = canonicalEach(scopes);
  return scopes.filter(
    (_, at) => !read.some((location) => isNestedInside(location, readScopes[at] as string)),
  );
}

/** The rows whose source includes the location, matched as in a deny list. */
export function rowsFor<Row extends { readonly source: string }>(
  location: string,
  rows: readonly Row[],
): readonly Row[] {
  const read = readLocation(location);
  const scopes = readRows(rows);
  return rows.filter((_, at) => isForbidden(read, scopes[at] as ForbiddenScope));
}

/** The lists of a policy are the same for many writes, and each write matches thousands of locations. */
const canonicalEach = memoize((scopes: readonly string[]): readonly string[] => scopes.map(canonical));
const readAllowing = memoize(
  (scopes: readonly string[]): ReadonlySet<string> => new Set(canonicalEach(scopes)),
);
const readRows = memoize((rows: readonly { readonly source: string }[]) =>
  rows.map(({ source }) => readScope(source)),
);
const readForbidding = memoize((scopes: readonly string[]): readonly ForbiddenScope[] =>
  scopes.map(readScope),
);

interface ForbiddenScope {
  readonly written: string;
  /** The scope in canonical form. */
  readonly scope: string;
  readonly isForAllPorts: boolean;
}

function readScope(written: string): ForbiddenScope {
  return { written, scope: ofRegistry(written), isForAllPorts: !hasPort(written) };
}

/** A location in canonical form. */
interface ReadLocation {
  readonly text: string;
  readonly withoutPort: string;
}

function readLocation(location: string): ReadLocation {
  const text = ofRegistry(location);
  return { text, withoutPort: withoutPort(text) };
}

function isForbidden(location: ReadLocation, { scope, isForAllPorts }: ForbiddenScope): boolean {
  return (
    isNestedInside(location.text, scope) || (isForAllPorts && isNestedInside(location.withoutPort, scope))
  );
}

/**
 * Nodes match a source without a port with every port of its host (DOMAIN 7.2); scopes of the policy do the
 * same.
 */
function isAround(source: ReadLocation, { scope, isForAllPorts }: ForbiddenScope): boolean {
  if (isNestedInside(scope, source.text) || matchedLength(scope, source.text) !== -1) return true;
  return isForAllPorts && isNestedInside(scope, source.withoutPort);
}

/**
 * Docker Hub has several hosts. An allow list matches only the named host; a deny list matches all of them.
 */
function ofRegistry(location: string): string {
  return canonical(location).replace(dockerHub, 'docker.io');
}

const dockerHub = /^(?:(?:index|registry-1)\.docker\.io|registry\.hub\.docker\.com)(?=$|[:/])/;

/** CRI-O removes trailing slashes when it loads the file (DOMAIN 7.2). */
export function withoutTrailingSlashes(location: string): string {
  let end = location.length;
  while (location.charAt(end - 1) === '/') end--;
  return location.slice(0, end);
}

/** Lowercases the host and removes leading zeros of the port, port 443 and trailing slashes. */
function canonical(written: string): string {
  // Fast path: most locations are already canonical.
  if (isOrdinary(written) && !written.includes(':')) return written;
  const location = withoutTrailingSlashes(written);
  const slash = location.indexOf('/');
  const end = slash === -1 ? location.length : slash;
  const host = location.slice(0, end).toLowerCase();
  return (
    host.replace(/:0*(\d+)$/, (_, port: string) => (port === '443' ? '' : `:${port}`)) + location.slice(end)
  );
}

function hasPort(location: string): boolean {
  return /^[^/]*:/.test(location);
}

function withoutPort(location: string): string {
  return location.replace(/^([^/:]*):\d+/, '$1');
}
