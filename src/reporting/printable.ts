/**
 * Text from a file or a message, safe to print: a terminal obeys control characters, and a manifest may come from anyone.
 * Tabs become single spaces, so that a caret can be put under a column.
 */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
