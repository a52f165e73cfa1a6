/**
 * Finds the entry of registries.conf that a pull uses (DOMAIN 7.2). This differs from nesting (scope.ts):
 * `src.io` also matches `src.io:5000/app`, and only the first occurrence of a wildcard's domain in the name
 * counts.
 */

/** Returns the length of the part of `name` that the prefix matches; -1 if it does not match. */
export function matchedLength(name: string, prefix: string): number {
  if (prefix.startsWith('*.')) return matchedByWildcard(name, prefix.slice(1));
  return name.startsWith(prefix) && isBoundary(name, prefix.length) ? prefix.length : -1;
}

function matchedByWildcard(name: string, suffix: string): number {
  const at = name.indexOf(suffix);
  const end = at + suffix.length;
  return at !== -1 && !name.slice(0, at).includes('/') && isBoundary(name, end) ? end : -1;
}

/** Whether a prefix can end at the index: before a separator or at the end of the name. */
export function isBoundary(name: string, at: number): boolean {
  return at === name.length || isSeparator(name.charCodeAt(at));
}

/** Whether the character is `/`, `:` or `@`. */
function isSeparator(code: number): boolean {
  return code === 0x2f || code === 0x3a || code === 0x40;
}

function compareLongestFirst(a: string, b: string): number {
  return b.length - a.length || Number(b.startsWith('*')) - Number(a.startsWith('*'));
}

/**
 * Returns every prefix that can match `name`, longest first. A wildcard precedes another prefix of the same
 * length.
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
  // If the last label occurs once, every suffix that ends with it occurs once too.
  const lastDot = hostEnd === 0 ? -1 : name.lastIndexOf('.', hostEnd - 1);
  const isOnce = name.indexOf(name.slice(lastDot, hostEnd)) === lastDot;
  // A wildcard contains no separator, so it ends at the end of the host.
  for (let dot = name.indexOf('.'); dot !== -1 && dot < hostEnd; dot = name.indexOf('.', dot + 1)) {
    const suffix = name.slice(dot, hostEnd);
    if (isOnce || name.indexOf(suffix) === dot) prefixes.push(`*${suffix}`);
  }
  // If the first label has two or more characters, every wildcard is shorter than the host, and the list is
  // sorted.
  return name.indexOf('.') > 1 ? prefixes : prefixes.sort(compareLongestFirst);
}
