/**
 * Makes text from a manifest safe for a terminal, which executes control characters.
 * Replaces each tab with one space, which keeps columns.
 */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
