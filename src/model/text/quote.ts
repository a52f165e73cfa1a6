/** In characters. Image names have at most 255, so a valid name is never shortened. */
const maxQuotedLength = 300;
/** Printable ASCII without quotes and backslashes. Nearly all values match. */
const needsNoEscape = /^[ !#-[\]-~]*$/;

/** Control and format characters, such as zero-width and bidirectional ones, and all spaces except U+0020. */
const unseen = /[[\p{C}\p{Z}]--[ ]]/gv;

/**
 * Quotes a user's value for a message. Escapes invisible characters, because they mislead readers and the API
 * server drops warnings with control characters. Shortens very long values in the middle.
 */
export function quote(value: string): string {
  if (value.length <= maxQuotedLength && needsNoEscape.test(value)) return `"${value}"`;
  return quoteWhole(value.length <= maxQuotedLength ? value : `${value.slice(0, 240)}…${value.slice(-40)}`);
}

/** Quotes like `quote`, but never shortens the value. The result is valid JSON. */
export function quoteWhole(value: string): string {
  // `JSON.stringify` escapes lone surrogates, including those that shortening creates.
  return JSON.stringify(value).replace(unseen, escaped);
}

/** Escapes each UTF-16 unit, as JSON does. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
