import type { Exemption } from '../../policy/exemptions.ts';
import type { DatedExemption } from '../../reporting/policy-report.ts';

const dayMs = 86_400_000;

export function dateExemption(
  { name, reason, ticket, expires, expiresMs }: Exemption,
  nowMs: number,
): DatedExemption {
  const isUnlimited = expiresMs === Number.POSITIVE_INFINITY;
  return {
    name,
    reason,
    ticket: ticket ?? null,
    expires: expires ?? null,
    isExpired: nowMs >= expiresMs,
    daysLeft: isUnlimited ? null : Math.max(0, Math.ceil((expiresMs - nowMs) / dayMs)),
  };
}

/** `expired on 2026-11-01`, `until 2026-12-01, 9 days left`, `does not expire`. */
export function describeExpiry({ expires, isExpired, daysLeft }: DatedExemption): string {
  if (expires === null) return 'does not expire';
  if (isExpired) return `expired on ${expires}`;
  return `until ${expires}, ${daysLeft === 1 ? '1 day' : `${daysLeft} days`} left`;
}
