import type { Clock, Deadline } from '../webhook/ports.ts';

/** The network and the API server need some of the time, too. */
const reserve = 0.1;
const longestReserveMs = 500;

/** Kubernetes' own default for `timeoutSeconds`, and the most that it allows. */
const usualTimeoutMs = 10_000;
const longestTimeoutMs = 30_000;

const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/**
 * How long an answer may take for the API server still to hear it: its `?timeout=10s`, less a tenth for the way (at most 0.5 s).
 *
 * Every API server says how long it waits. For a caller that does not, or says what cannot be read, or nothing at all (`0s`), it is what a
 * webhook configuration gets that does not say: nobody may keep a request open for ever by leaving its deadline out.
 *
 * @param url of the request, as HTTP has it: `/validate?timeout=10s`
 * @returns milliseconds, at most what goes with 30 s
 */
export function allowanceMs(url: string): number {
  const [, given = ''] = /[?&]timeout=([^&]*)/.exec(url) ?? [];
  const timeoutMs = Math.min(parseDurationMs(given) || usualTimeoutMs, longestTimeoutMs);
  return timeoutMs - Math.min(timeoutMs * reserve, longestReserveMs);
}

/** As Go writes durations: `10s`, `1m30s`, `500ms`. 0 where it is none. */
function parseDurationMs(text: string): number {
  const parts = /^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s))+$/.test(text)
    ? text.matchAll(/([\d.]+)(h|ms|m|s)/g)
    : [];
  let totalMs = 0;
  for (const [, amount, unit] of parts) totalMs += Number(amount) * unitMs[unit as keyof typeof unitMs];
  return totalMs;
}

/** A point on the monotonic clock after which an answer is for nobody. */
export function deadlineAt(atMs: number, { monotonicMs }: Pick<Clock, 'monotonicMs'>): Deadline {
  return {
    isPast: () => monotonicMs() >= atMs,
    whenPast(callback) {
      const timer = setTimeout(callback, Math.max(0, Math.ceil(atMs - monotonicMs())));
      return () => clearTimeout(timer);
    },
  };
}
