/**
 * - `serving`: as ever.
 * - `draining`: not ready any more, but everything is answered; connections end with their answer.
 * - `refusing`: new requests are sent elsewhere (503 with Retry-After, which the API server obeys within its deadline).
 */
export type Phase = 'serving' | 'draining' | 'refusing';

/** Read in every request, changed on the way down. */
export class PhaseOfLife {
  current: Phase = 'serving';
}
