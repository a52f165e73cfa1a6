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
  const read = canonical(location);
  return scopes.find((scope) => isForbidden(read, scope));
}

/** The first protected scope that pulls through the source reach, if there is one: it may lie in the scope, or around it. */
export function findReached(source: string, scopes: readonly string[]): string | undefined {
  const read = canonical(source);
  return scopes.find((scope) => isForbidden(read, scope) || isAround(read, scope));
}

function isForbidden(location: string, scope: string): boolean {
  return isNestedInside(location, canonical(scope)) || (!hasPort(scope) && isNestedInside(withoutPort(location), canonical(scope)));
}

/** Nodes take a source without a port for every port of its host (DOMAIN 7.2), and so does a scope of the policy. */
function isAround(source: string, scope: string): boolean {
  const protectedScope = canonical(scope);
  if (isNestedInside(protectedScope, source) || matchedLength(protectedScope, source) !== -1) return true;
  return !hasPort(scope) && isNestedInside(protectedScope, withoutPort(source));
}

/** Host names have no case, and 443 is the port that nobody writes. */
function canonical(location: string): string {
  const slash = location.indexOf('/');
  const end = slash === -1 ? location.length : slash;
  return location.slice(0, end).toLowerCase().replace(/:443$/, '') + location.slice(end);
}

function hasPort(location: string): boolean {
  return /^[^/]*:/.test(location);
}

function withoutPort(location: string): string {
  return location.replace(/^([^/:]*):\d+/, '$1');
}
