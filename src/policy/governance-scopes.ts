/**
 * How lists of a policy read sources and mirrors. What is not listed must not slip past a list that allows, and what is listed must
 * not slip past one that forbids by another way to write the same registry; so the two read ports differently.
 */
import { matchedLength } from '../domain/prefix-match.ts';
import { isNestedInside } from '../domain/scope.ts';

/** Whether a list that allows covers the location: as the operator nests scopes, so that a host without a port has no other port. */
export function isAllowed(location: string, scopes: readonly string[]): boolean {
  const read = canonical(location);
  return scopes.some((scope) => isNestedInside(read, canonical(scope)));
}

/** The first scope of a list that forbids the location, if one does: a host without a port stands for all of its ports. */
export function findForbidding(location: string, scopes: readonly string[]): string | undefined {
  const read = ofRegistry(location);
  return scopes.find((scope) => isForbidden(read, scope));
}

/** The first protected scope that pulls through the source reach, if there is one: it may lie in the scope, or around it. */
export function findReached(source: string, scopes: readonly string[]): string | undefined {
  const read = ofRegistry(source);
  return scopes.find((scope) => isForbidden(read, scope) || isAround(read, scope));
}

function isForbidden(location: string, scope: string): boolean {
  const forbidden = ofRegistry(scope);
  return isNestedInside(location, forbidden) || (!hasPort(scope) && isNestedInside(withoutPort(location), forbidden));
}

/** Nodes take a source without a port for every port of its host (DOMAIN 7.2), and so does a scope of the policy. */
function isAround(source: string, scope: string): boolean {
  const protectedScope = ofRegistry(scope);
  if (isNestedInside(protectedScope, source) || matchedLength(protectedScope, source) !== -1) return true;
  return !hasPort(scope) && isNestedInside(protectedScope, withoutPort(source));
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
  const location = withoutTrailingSlashes(written);
  const slash = location.indexOf('/');
  const end = slash === -1 ? location.length : slash;
  const host = location.slice(0, end).toLowerCase();
  return host.replace(/:0*(\d+)$/, (_, port: string) => (port === '443' ? '' : `:${port}`)) + location.slice(end);
}

function hasPort(location: string): boolean {
  return /^[^/]*:/.test(location);
}

function withoutPort(location: string): string {
  return location.replace(/^([^/:]*):\d+/, '$1');
}
