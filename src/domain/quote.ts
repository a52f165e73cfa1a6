const longestQuoted = 120;
/** Printable ASCII without quote and backslash: nearly all that is quoted. */
const needsNoEscape = /^[ !#-[\]-~]*$/;

/**
 * The user's own value for a message: in quotes, control characters escaped (the API server drops a warning that holds one),
 * the middle of a very long one left out.
 */
export function quote(value: string): string {
  if (value.length <= longestQuoted && needsNoEscape.test(value)) return `"${value}"`;
  const shown = value.length <= longestQuoted ? value : `${value.slice(0, 80)}…${value.slice(-20)}`;
  // Halves of characters, also those that the cut makes, are escaped by stringify.
  return JSON.stringify(shown).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
