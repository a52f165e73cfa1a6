import type { Clock, Deadline } from '../webhook/ports.ts';

/** The share of the timeout that is left for the network and the API server. */
const reserve = 0.1;
const maxReserveMs = 500;

/** Default and maximum of `timeoutSeconds` in a webhook configuration. */
const defaultTimeoutMs = 10_000;
const maxTimeoutMs = 30_000;

const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/**
 * The time for a response: the `?timeout=10s` of the API server, minus 10 % (at most 0.5 s). Every API server
 * sends its timeout. For a missing, invalid or zero timeout the Kubernetes default applies, so no client can
 * keep a request open indefinitely.
 * @param url the URL of the request: `/validate?timeout=10s`
 * @returns milliseconds, at most 29,500
 */
export function allowanceMs(url: string): number {
  const [, given = ''] = /[?&]timeout=([^&]*)/.exec(url) ?? [];
  const timeoutMs = Math.min(parseDurationMs(given) || defaultTimeoutMs, maxTimeoutMs);
  return timeoutMs - Math.min(timeoutMs * reserve, maxReserveMs);
}

/** Parses a Go duration: `10s`, `1m30s`, `500ms`. @returns 0 for any other text */
function parseDurationMs(text: string): number {
  const parts = /^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s))+$/.test(text)
    ? text.matchAll(/([\d.]+)(h|ms|m|s)/g)
    : [];
  let totalMs = 0;
  for (const [, amount, unit] of parts) totalMs += Number(amount) * unitMs[unit as keyof typeof unitMs];
  return totalMs;
}

/** A deadline on the monotonic clock. */
export function deadlineAt(atMs: number, { monotonicMs }: Pick<Clock, 'monotonicMs'>): Deadline {
  return {
    isPast: () => monotonicMs() >= atMs,
    whenPast(callback) {
      const timer = setTimeout(callback, Math.max(0, Math.ceil(atMs - monotonicMs())));
      return () => clearTimeout(timer);
    },
  };
}
