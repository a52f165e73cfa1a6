/**
 * The event loop evaluates bodies up to this size, about 150 typical entries, which takes at most 50 ms. A
 * thread evaluates larger bodies.
 */
const maxSmallBytes = 32 * 1024;

export function isLargeBody(bytes: number): boolean {
  return bytes > maxSmallBytes;
}
