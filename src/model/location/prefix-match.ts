/**
 * Which entry of registries.conf a pull uses (DOMAIN 7.2). Not the same as nesting (scope.ts): here `src.io` also matches
 * `src.io:5000/app`, and of a wildcard only the first occurrence in the name counts.
 */

/** The length of what the prefix covers at the beginning of `name`; -1 where it does not match. */
export function matchedLength(name: string, prefix: string): number {
  if (prefix.startsWith('*.')) return matchedByWildcard(name, prefix.slice(1));
  return name.startsWith(prefix) && isBoundary(name, prefix.length) ? prefix.length : -1;
}

function matchedByWildcard(name: string, suffix: string): number {
  const at = name.indexOf(suffix);
  const end = at + suffix.length;
  return at !== -1 && !name.slice(0, at).includes('/') && isBoundary(name, end) ? end : -1;
}

/** Whether a prefix may end there: before a separator, or at the end. */
export function isBoundary(name: string, at: number): boolean {
  return at === name.length || isSeparator(name.charCodeAt(at));
}

/** `/`, `:` or `@`. */
function isSeparator(code: number): boolean {
  return code === 0x2f || code === 0x3a || code === 0x40;
}

function compareLongestFirst(a: string, b: string): number {
  return b.length - a.length || Number(b.startsWith('*')) - Number(a.startsWith('*'));
}

/**
 * Every prefix that could match `name`, the longest first; of two equally long ones the wildcard, which sorts before names.
 * Cost: O(length) prefixes.
 */
export function matchingPrefixes(name: string): string[] {
  const prefixes: string[] = [];
  let hostEnd = name.length;
  for (let at = name.length; at >= 0; at--) {
    if (!isBoundary(name, at)) continue;
    prefixes.push(name.slice(0, at));
    hostEnd = at;
  }
  // What ends with a text that is nowhere else in the name is nowhere else itself: mostly a look for the last label is enough.
  const lastDot = hostEnd === 0 ? -1 : name.lastIndexOf('.', hostEnd - 1);
  const isOnce = name.indexOf(name.slice(lastDot, hostEnd)) === lastDot;
  // A wildcard ends where the host does: it holds no separator itself.
  for (let dot = name.indexOf('.'); dot !== -1 && dot < hostEnd; dot = name.indexOf('.', dot + 1)) {
    const suffix = name.slice(dot, hostEnd);
    if (isOnce || name.indexOf(suffix) === dot) prefixes.push(`*${suffix}`);
  }
  // A wildcard for a first label of two characters or more is shorter than the host, and then all of them are in order.
  return name.indexOf('.') > 1 ? prefixes : prefixes.sort(compareLongestFirst);
}
