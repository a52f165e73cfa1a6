/**
 * How lists of a policy read sources and mirrors. What is not listed must not slip past a list that allows, and what is listed must
 * not slip past one that forbids by another way to write the same registry; so the two read ports differently.
 */
import { isOrdinary } from '../../model/location/location.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import { isInsideAny, isNestedInside } from '../../model/location/scope.ts';
import { foundOnce } from '../found-once.ts';

/** Whether a list that allows covers the location: as the operator nests scopes, so that a host without a port has no other port. */
export function isAllowed(location: string, scopes: readonly string[]): boolean {
  return isInsideAny(canonical(location), readAllowing(scopes));
}

/** The first scope of a list that forbids the location, if one does: a host without a port stands for all of its ports. */
export function findForbidding(location: string, scopes: readonly string[]): string | undefined {
  const read = readLocation(location);
  return readForbidding(scopes).find((scope) => isForbidden(read, scope))?.written;
}

/** The first protected scope that pulls through the source reach, if there is one: it may lie in the scope, or around it. */
export function findReached(source: string, scopes: readonly string[]): string | undefined {
  const read = readLocation(source);
  return readForbidding(scopes).find((scope) => isForbidden(read, scope) || isAround(read, scope))?.written;
}

/** Scopes of a list that allows in which none of the locations lies. */
export function findUnused(locations: readonly string[], scopes: readonly string[]): readonly string[] {
  const read = locations.map(canonical);
  const readScopes = canonicalEach(scopes);
  return scopes.filter(
    (_, at) => !read.some((location) => isNestedInside(location, readScopes[at] as string)),
  );
}

/** The rows of a table whose source forbids the location, or would if it stood in a list that does. */
export function rowsAbout<Row extends { readonly source: string }>(
  location: string,
  rows: readonly Row[],
): readonly Row[] {
  const read = readLocation(location);
  const scopes = readRows(rows);
  return rows.filter((_, at) => isForbidden(read, scopes[at] as ForbiddenScope));
}

/** Lists of a policy stay the same for many writes, and each write asks about thousands of locations. */
const canonicalEach = foundOnce((scopes: readonly string[]): readonly string[] => scopes.map(canonical));
const readAllowing = foundOnce(
  (scopes: readonly string[]): ReadonlySet<string> => new Set(canonicalEach(scopes)),
);
const readRows = foundOnce((rows: readonly { readonly source: string }[]) =>
  rows.map(({ source }) => readScope(source)),
);
const readForbidding = foundOnce((scopes: readonly string[]): readonly ForbiddenScope[] =>
  scopes.map(readScope),
);

interface ForbiddenScope {
  readonly written: string;
  /** As the nodes read it. */
  readonly scope: string;
  readonly isForAllPorts: boolean;
}

function readScope(written: string): ForbiddenScope {
  return { written, scope: ofRegistry(written), isForAllPorts: !hasPort(written) };
}

/** A location as the nodes read it. */
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

/** Nodes take a source without a port for every port of its host (DOMAIN 7.2), and so does a scope of the policy. */
function isAround(source: ReadLocation, { scope, isForAllPorts }: ForbiddenScope): boolean {
  if (isNestedInside(scope, source.text) || matchedLength(scope, source.text) !== -1) return true;
  return isForAllPorts && isNestedInside(scope, source.withoutPort);
}

/** Docker Hub answers to three names. What is allowed under one of them is not under another; what is forbidden is under all. */
function ofRegistry(location: string): string {
  return canonical(location).replace(/^(?:index|registry-1)\.docker\.io(?=$|[:/])/, 'docker.io');
}

/** As the nodes read a location (DOMAIN 7.2). */
export function withoutTrailingSlashes(location: string): string {
  let end = location.length;
  while (location.charAt(end - 1) === '/') end--;
  return location.slice(0, end);
}

/** Host names have no case, ports no zeros in front, 443 is the port that nobody writes, and slashes at the end are cut. */
function canonical(written: string): string {
  // Nearly every location is written as it is read.
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
