import type { AuditRecord } from '../../admission/audit-record.ts';

/** What to look for; a member that is absent matches everything. Values of one list are alternatives. */
export interface RecordFilter {
  readonly user?: string;
  readonly group?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly operation?: string;
  readonly verdict?: string;
  readonly rule?: string;
  readonly uid?: string;
  /** Something was spared in this way: `advisory`. */
  readonly spared?: string;
  /** Name of an exemption that was used, or `break-glass`. */
  readonly exemption?: string;
  /** Milliseconds since 1970; the record may be of that very time. */
  readonly sinceMs?: number;
  /** Milliseconds since 1970; the record is older. */
  readonly untilMs?: number;
}

/** Kinds and operations are found in any case, as `oc` finds them; names are not, as Kubernetes has them. */
export function matches(record: AuditRecord, filter: RecordFilter): boolean {
  const { user, group, name, kind, operation, verdict, rule, uid, spared, exemption, sinceMs, untilMs } = filter;
  if (verdict !== undefined && record.verdict !== verdict) return false;
  if (user !== undefined && record.user.name !== user) return false;
  if (group !== undefined && !record.user.groups.includes(group)) return false;
  if (name !== undefined && record.name !== name) return false;
  if (uid !== undefined && record.uid !== uid) return false;
  if (spared !== undefined && !record.rules.some((rule) => rule.spared === spared)) return false;
  if (exemption !== undefined && !record.exemptionsUsed.some(({ name }) => name === exemption)) return false;
  if (kind !== undefined && record.kind.toLowerCase() !== kind.toLowerCase()) return false;
  if (operation !== undefined && record.operation.toLowerCase() !== operation.toLowerCase()) return false;
  if (rule !== undefined && !isAbout(record, rule)) return false;
  if (sinceMs === undefined && untilMs === undefined) return true;
  const timeMs = Date.parse(record.time);
  return timeMs >= (sinceMs ?? -Infinity) && timeMs < (untilMs ?? Infinity);
}

function isAbout({ rules, notEvaluated, exemptionsUsed }: AuditRecord, id: string): boolean {
  return rules.some((rule) => rule.id === id) || notEvaluated.includes(id) || exemptionsUsed.some(({ rule }) => rule === id);
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A point in time as people write it: `2026-11-22`, `2026-11-22T08:00:00Z` (UTC where no zone is given), or so long ago: `90m`, `24h`, `7d`.
 *
 * @returns milliseconds since 1970; undefined where it cannot be read
 */
export function parseTime(text: string, nowMs: number): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return nowMs - Number(amount) * unitMs[unit as keyof typeof unitMs];
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return undefined;
  // The thirtieth of February would be read as a day of March.
  const day = text.slice(0, 10);
  if (Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day)) return undefined;
  const hasZone = !text.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
