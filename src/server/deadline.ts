/** The network and the API server need some of the time, too. */
const reserve = 0.1;
const longestReserveMs = 500;

const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/**
 * How long an answer may take for the API server still to hear it: its `?timeout=10s`, less a tenth for the way (at most 0.5 s).
 *
 * @param url of the request, as HTTP has it: `/validate?timeout=10s`
 * @returns milliseconds; undefined where no timeout is given, or none that can be read
 */
export function allowanceMs(url: string): number | undefined {
  const at = url.indexOf('timeout=');
  if (at === -1) return undefined;
  const timeoutMs = parseDurationMs(url.slice(at + 'timeout='.length).split('&', 1)[0] ?? '');
  return timeoutMs === undefined ? undefined : timeoutMs - Math.min(timeoutMs * reserve, longestReserveMs);
}

/** As Go writes durations: `10s`, `1m30s`, `500ms`. */
function parseDurationMs(text: string): number | undefined {
  const parts = /^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s))+$/.test(text) ? text.matchAll(/([\d.]+)(h|ms|m|s)/g) : [];
  let totalMs: number | undefined;
  for (const [, amount, unit] of parts) totalMs = (totalMs ?? 0) + Number(amount) * unitMs[unit as keyof typeof unitMs];
  return totalMs;
}
