/** The UTF-8 text that base64 encodes; empty if it is not base64. `Buffer` does not exist in a browser. */
export function decodeBase64(encoded: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)));
  } catch {
    return '';
  }
}
