/** Both in milliseconds since the epoch, both inclusive (RFC 5280 4.1.2.5). */
export interface Validity {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** `due`: still good, and time to make the next one. */
export type Age = 'not-yet-valid' | 'fresh' | 'due' | 'expired';

/** Two thirds leave a third of the life for whatever hinders the renewal: a month of a certificate of 90 days. */
const renewedAt = 2 / 3;

export function renewalDueMs({ notBeforeMs, notAfterMs }: Validity): number {
  return notBeforeMs + Math.floor((notAfterMs - notBeforeMs) * renewedAt);
}

export function ageOf(validity: Validity, nowMs: number): Age {
  if (nowMs < validity.notBeforeMs) return 'not-yet-valid';
  if (nowMs > validity.notAfterMs) return 'expired';
  return nowMs < renewalDueMs(validity) ? 'fresh' : 'due';
}
