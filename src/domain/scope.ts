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
  for (let slash = scope.indexOf('/'); slash !== -1; slash = scope.indexOf('/', slash + 1)) yield scope.slice(0, slash);
  const host = hostUnderWildcard(scope);
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    const wildcard = `*${host.slice(dot)}`;
    if (wildcard !== scope) yield wildcard;
  }
}

/** Longer than any name that can be pulled: cutting a hostile megabyte at each slash would take time by its square. */
export const longestCut = 1024;

/** Up to here it is quicker to compare with each scope than to cut the one that is asked about: most clusters list a handful. */
const fewScopes = 8;

/** Whether `scope` is one of `scopes` or nested in one. */
export function isInsideAny(scope: string, scopes: ReadonlySet<string>): boolean {
  if (scopes.size === 0) return false;
  if (scopes.size > fewScopes && scope.length <= longestCut) {
    for (const enclosing of enclosingScopes(scope)) if (scopes.has(enclosing)) return true;
    return false;
  }
  for (const enclosing of scopes) if (isNestedInside(scope, enclosing)) return true;
  return false;
}

/** Whether the operator accepts the scope in insecure, blocked and allowed registries (DOMAIN 3.9): a weak check, by design of the operator. */
export function isValidScope(scope: string): boolean {
  if (scope === '') return false;
  if (!scope.includes('*')) return true;
  return scope.startsWith('*.') && !/[/@:*]/.test(scope.slice(2));
}
