/**
 * Bodies up to this size are evaluated at once, which takes at most 50 ms; larger ones in a thread. It is
 * about 150 typical entries.
 */
const mostSmallBytes = 32 * 1024;

export function isLargeBody(bytes: number): boolean {
  return bytes > mostSmallBytes;
}
