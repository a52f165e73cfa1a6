import { splitPem } from '../pem.ts';
import type { PublishedBundle } from './ports.ts';

/** How long a bundle has been in every webhook configuration, as seen from here. Watches a clock that is never set. */
export class Publication {
  private readonly elapsedMs: () => number;
  private readonly settleMs: number;
  private seen: { readonly bundle: string; readonly sinceMs: number } | undefined;

  constructor({ elapsedMs, settleMs }: { readonly elapsedMs: () => number; readonly settleMs: number }) {
    this.elapsedMs = elapsedMs;
    this.settleMs = settleMs;
  }

  /** True when every CA of the bundle has been seen in every configuration for the time it takes until all API servers know. */
  isSettled(published: readonly PublishedBundle[], bundle: readonly string[]): boolean {
    if (!isPublished(published, bundle)) {
      this.seen = undefined;
      return false;
    }
    const text = bundle.join('');
    const nowMs = this.elapsedMs();
    if (this.seen?.bundle !== text) this.seen = { bundle: text, sinceMs: nowMs };
    return nowMs - this.seen.sinceMs >= this.settleMs;
  }
}

/** True when there is a configuration, and all of them trust these CAs. */
export function isPublished(published: readonly PublishedBundle[], cas: readonly string[]): boolean {
  const trusting = published.flatMap(({ bundlePems }) => bundlePems);
  return trusting.length > 0 && trusting.every((pem) => includesAll(splitPem(pem), cas));
}

/** True when every webhook of the configuration has these CAs and no others. */
export function isUpToDate({ bundlePems }: PublishedBundle, bundle: readonly string[]): boolean {
  return bundlePems.every((pem) => {
    const there = splitPem(pem);
    return includesAll(there, bundle) && includesAll(bundle, there);
  });
}

function includesAll(there: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((pem) => there.includes(pem));
}
