const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Parses `2026-11-22`, `2026-11-22T08:00:00Z` (UTC if no zone is given), or a duration before now: `90m`,
 * `24h`, `7d`.
 *
 * @returns milliseconds since 1970; undefined if the text is invalid
 */
export function parseTime(text: string, nowMs: number): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return nowMs - Number(amount) * unitMs[unit as keyof typeof unitMs];
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return undefined;
  // Date.parse accepts February 30 as a day of March.
  const day = text.slice(0, 10);
  if (Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day)) return undefined;
  const hasZone = !text.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
