const surrogate = /[\ud800-\udfff]/;

/** Sorts in place by UTF-8 bytes, as Go compares strings (DOMAIN 12.2), and returns the array. */
export function sortByBytes(strings: string[]): string[] {
  if (strings.length < 2) return strings;
  // The default order is by UTF-16 units. It differs from UTF-8 order only if characters beyond U+FFFF occur.
  return strings.some((text) => surrogate.test(text)) ? strings.sort(compareBytes) : strings.sort();
}

/**
 * Negative if `a` precedes `b` in the order of their UTF-8 bytes, zero if they are equal, positive if it
 * follows.
 */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
}

/** Ranks UTF-16 units in the UTF-8 order of their characters: the end of a string first, surrogates last. */
function rank(unit: number): number {
  if (Number.isNaN(unit)) return -1;
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
