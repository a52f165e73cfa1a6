/**
 * Scopes of registries.conf: `host[:port][/path]` or `*.domain`. The nesting is that of the operator when it
 * writes the file. Pulls (prefix-match.ts) and policy.json (policy-json.ts) use other rules, which differ for
 * ports.
 */

/**
 * Whether `scope` is equal to `enclosing` or nested in it (DOMAIN 3.8). A wildcard encloses hosts with a
 * port; a host does not.
 */
export function isNestedInside(scope: string, enclosing: string): boolean {
  if (scope === enclosing) return true;
  if (scope.startsWith(enclosing) && scope.charAt(enclosing.length) === '/') return true;
  return enclosing.startsWith('*.') && hostUnderWildcard(scope).endsWith(enclosing.slice(1));
}

/**
 * The part of a scope that the operator compares with wildcards; empty if no wildcard can enclose the scope.
 */
function hostUnderWildcard(scope: string): string {
  const colon = scope.indexOf(':');
  const slash = scope.indexOf('/');
  if (colon === -1) return slash === -1 ? scope : scope.slice(0, slash);
  // A colon after a slash starts a tag, not a port: no wildcard matches.
  return slash !== -1 && slash < colon ? '' : scope.slice(0, colon);
}

/**
 * Returns every scope that can enclose `scope`, itself first: exactly those for which `isNestedInside` is
 * true. A caller then needs only a few lookups, independent of the number of scopes.
 * Cost: O(length) scopes.
 */
export function* enclosingScopes(scope: string): Generator<string, void> {
  yield scope;
  for (let slash = scope.indexOf('/'); slash !== -1; slash = scope.indexOf('/', slash + 1))
    yield scope.slice(0, slash);
  for (const wildcard of wildcardsAround(scope)) if (wildcard !== scope) yield wildcard;
}

function wildcardsAround(scope: string): string[] {
  const host = hostUnderWildcard(scope);
  const wildcards: string[] = [];
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1))
    wildcards.push(`*${host.slice(dot)}`);
  return wildcards;
}

/**
 * The longest name that can be pulled, in characters (DOMAIN 7.5). Longer text is not split at its slashes,
 * because that takes quadratic time for a hostile text of one megabyte.
 */
export const maxScopeLength = 255;

/**
 * Up to this number of scopes, comparing with each one is faster than splitting the scope. Most clusters list
 * fewer.
 */
const fewScopes = 8;

/**
 * Whether `scope` is one of `scopes` or nested in one. The caller must not change the set afterwards, because
 * its outline is cached.
 */
export function isInsideAny(scope: string, scopes: ReadonlySet<string>): boolean {
  if (scopes.size === 0) return false;
  if (scopes.size > fewScopes && scope.length <= maxScopeLength) return isInsideMany(scope, scopes);
  for (const enclosing of scopes) if (isNestedInside(scope, enclosing)) return true;
  return false;
}

/** A summary of a long list that quickly excludes most scopes. */
interface Outline {
  /** `host[:port]` of each scope. A scope nested in a scope without a wildcard has the same one. */
  readonly authorities: ReadonlySet<string>;
  readonly wildcards: readonly string[];
}

const outlines = new WeakMap<ReadonlySet<string>, Outline>();

function outlineOf(scopes: ReadonlySet<string>): Outline {
  const known = outlines.get(scopes);
  if (known !== undefined) return known;
  const all = [...scopes];
  const outline = {
    authorities: new Set(all.map(authorityOf)),
    wildcards: all.filter((scope) => scope.startsWith('*.')),
  };
  outlines.set(scopes, outline);
  return outline;
}

function isInsideMany(scope: string, scopes: ReadonlySet<string>): boolean {
  const { authorities, wildcards } = outlineOf(scopes);
  if (authorities.has(authorityOf(scope)) && isBelowAny(scope, scopes)) return true;
  if (wildcards.length > fewScopes) return wildcardsAround(scope).some((wildcard) => scopes.has(wildcard));
  return wildcards.length > 0 && wildcards.some((wildcard) => isNestedInside(scope, wildcard));
}

function isBelowAny(scope: string, scopes: ReadonlySet<string>): boolean {
  if (scopes.has(scope)) return true;
  for (let slash = scope.indexOf('/'); slash !== -1; slash = scope.indexOf('/', slash + 1))
    if (scopes.has(scope.slice(0, slash))) return true;
  return false;
}

/** Returns the members of `scopes` that are equal to `scope` or enclose it, in no order. */
export function enclosingAmong(scope: string, scopes: ReadonlySet<string>): readonly string[] {
  if (!isInsideAny(scope, scopes)) return none;
  if (scope.length > maxScopeLength)
    return [...scopes].filter((enclosing) => isNestedInside(scope, enclosing));
  return [...enclosingScopes(scope)].filter((enclosing) => scopes.has(enclosing));
}

const none: readonly never[] = [];

/** Returns `host[:port]` of a scope. */
export function authorityOf(scope: string): string {
  const slash = scope.indexOf('/');
  return slash === -1 ? scope : scope.slice(0, slash);
}

/**
 * Whether the operator accepts the scope in insecure, blocked and allowed registries (DOMAIN 3.9). The check
 * accepts most text without an asterisk.
 */
export function isValidScope(scope: string): boolean {
  if (scope === '') return false;
  if (!scope.includes('*')) return true;
  return scope.startsWith('*.') && !/[/@:*]/.test(scope.slice(2));
}
