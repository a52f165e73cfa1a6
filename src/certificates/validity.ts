/** Both in milliseconds since the epoch, both inclusive (RFC 5280 4.1.2.5). */
export interface Validity {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** `due`: still good, and time to make the next one. `overdue`: still good, and nobody has made the next one for a long while. */
export type Age = 'not-yet-valid' | 'fresh' | 'due' | 'overdue' | 'expired';

/** Two thirds leave a third of the life for whatever hinders the renewal: a month of a certificate of 90 days. */
const dueAt = 2 / 3;
/** Half of that third is over: an admin should know. */
const overdueAt = 5 / 6;

export function ageOf(validity: Validity, nowMs: number): Age {
  const { notBeforeMs, notAfterMs } = validity;
  if (nowMs < notBeforeMs) return 'not-yet-valid';
  if (nowMs > notAfterMs) return 'expired';
  const lived = (nowMs - notBeforeMs) / (notAfterMs - notBeforeMs);
  if (lived >= overdueAt) return 'overdue';
  return lived >= dueAt ? 'due' : 'fresh';
}

export function isValidAt(validity: Validity, nowMs: number): boolean {
  return nowMs >= validity.notBeforeMs && nowMs <= validity.notAfterMs;
}
