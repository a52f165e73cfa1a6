/**
 * Decodes base64 to UTF-8 text; returns an empty string if the input is not base64. Does not use `Buffer`,
 * which browsers do not have.
 */
export function decodeBase64(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)));
  } catch {
    return '';
  }
}
