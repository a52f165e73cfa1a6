/**
 * Scopes of registries.conf: `host[:port][/path]` or `*.domain`. Nesting here is the operator's rule when it writes the file.
 * Which entry a pull uses is another rule (prefix-match.ts), and policy.json has a third (policy-json.ts): they differ on ports.
 */

/** Whether `scope` lies in `enclosing` or is the same (DOMAIN 3.8). A host does not enclose the same host with a port; a wildcard does. */
export function isNestedInside(scope: string, enclosing: string): boolean {
  if (scope === enclosing) return true;
  if (scope.startsWith(enclosing) && scope.charAt(enclosing.length) === '/') return true;
  return enclosing.startsWith('*.') && hostUnderWildcard(scope).endsWith(enclosing.slice(1));
}

/** The part of a scope that a wildcard is compared with; empty where no wildcard can enclose the scope. */
function hostUnderWildcard(scope: string): string {
  const colon = scope.indexOf(':');
  const slash = scope.indexOf('/');
  if (colon === -1) return slash === -1 ? scope : scope.slice(0, slash);
  // A colon behind a slash begins a tag, not a port: then no wildcard matches.
  return slash !== -1 && slash < colon ? '' : scope.slice(0, colon);
}

/**
 * Every scope that could enclose `scope`, itself first: exactly those for which `isNestedInside` holds, so that finding the
 * ones that exist is a few lookups, however many there are.
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
 * No name that can be pulled is longer (DOMAIN 7.5), so that what is longer takes no part in any pull. Such a text is not cut at
 * each of its slashes: of a hostile megabyte that would take time by its square.
 */
export const longestCut = 255;

/** Up to here it is quicker to compare with each scope than to cut the one that is asked about: most clusters list a handful. */
const fewScopes = 8;

/** Whether `scope` is one of `scopes` or nested in one. The set is not changed afterwards: what is asked of it is prepared once. */
export function isInsideAny(scope: string, scopes: ReadonlySet<string>): boolean {
  if (scopes.size === 0) return false;
  if (scopes.size > fewScopes && scope.length <= longestCut) return isInsideMany(scope, scopes);
  for (const enclosing of scopes) if (isNestedInside(scope, enclosing)) return true;
  return false;
}

/** What tells soon that a scope lies in none of a long list. */
interface Outline {
  /** `host[:port]` of each: what lies in one of them has the same. */
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

/** Those of `scopes` that `scope` is or lies in, in no order. */
export function enclosingAmong(scope: string, scopes: ReadonlySet<string>): readonly string[] {
  if (!isInsideAny(scope, scopes)) return none;
  if (scope.length > longestCut) return [...scopes].filter((enclosing) => isNestedInside(scope, enclosing));
  return [...enclosingScopes(scope)].filter((enclosing) => scopes.has(enclosing));
}

const none: readonly never[] = [];

/** `host[:port]` of a scope. */
export function authorityOf(scope: string): string {
  const slash = scope.indexOf('/');
  return slash === -1 ? scope : scope.slice(0, slash);
}

/** Whether the operator accepts the scope in insecure, blocked and allowed registries (DOMAIN 3.9): a weak check, by design of the operator. */
export function isValidScope(scope: string): boolean {
  if (scope === '') return false;
  if (!scope.includes('*')) return true;
  return scope.startsWith('*.') && !/[/@:*]/.test(scope.slice(2));
}
