/** Both in milliseconds since the epoch, both inclusive (RFC 5280 4.1.2.5). */
export interface Validity {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** `due`: valid, renewal is due. `overdue`: valid, renewal is late. */
export type Age = 'not-yet-valid' | 'fresh' | 'due' | 'overdue' | 'expired';

/**
 * Leaves a third of the lifetime for retries of the renewal, which is a month for a certificate of 90 days.
 */
const dueAt = 2 / 3;
/** Warn administrators when half of that third has passed. */
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
