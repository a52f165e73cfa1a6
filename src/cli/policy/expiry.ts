import type { Exemption } from '../../policy/exemptions.ts';
import type { DatedExemption } from '../../reporting/policy-report.ts';

const dayMs = 86_400_000;

export function dateExemption(
  { name, reason, ticket, expires, expiresMs }: Exemption,
  nowMs: number,
): DatedExemption {
  const isEndless = expiresMs === Number.POSITIVE_INFINITY;
  return {
    name,
    reason,
    ticket: ticket ?? null,
    expires: expires ?? null,
    isExpired: nowMs >= expiresMs,
    daysLeft: isEndless ? null : Math.max(0, Math.ceil((expiresMs - nowMs) / dayMs)),
  };
}

/** `ended 2026-11-01`, `until 2026-12-01, 9 days left`, `does not end`. */
export function describeExpiry({ expires, isExpired, daysLeft }: DatedExemption): string {
  if (expires === null) return 'does not end';
  if (isExpired) return `ended ${expires}`;
  return `until ${expires}, ${daysLeft === 1 ? 'one day' : `${daysLeft} days`} left`;
}
