/** Image names have at most 255 characters. */
const longestQuoted = 300;
/** Printable ASCII without quote and backslash: nearly all that is quoted. */
const needsNoEscape = /^[ !#-[\]-~]*$/;

/** Control characters, spaces that are not the space, what has no width or turns the direction of reading. */
const unseen = /[[\p{C}\p{Z}]--[ ]]/gv;

/**
 * The user's own value for a message: in quotes; what cannot be seen is escaped (and the API server drops a
 * warning that holds a control character); the middle of a very long one left out.
 */
export function quote(value: string): string {
  if (value.length <= longestQuoted && needsNoEscape.test(value)) return `"${value}"`;
  return quoteWhole(value.length <= longestQuoted ? value : `${value.slice(0, 240)}…${value.slice(-40)}`);
}

/** As `quote`, however long the value is. It can be read back as JSON. */
export function quoteWhole(value: string): string {
  // Halves of characters, also those that a cut makes, are escaped by stringify.
  return JSON.stringify(value).replace(unseen, escaped);
}

/** As JSON does it: one escape for each UTF-16 unit. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
