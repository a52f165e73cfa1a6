import { splitPem } from '../pem.ts';
import type { PublishedBundle } from './ports.ts';

/**
 * Measures how long each CA has been in every webhook configuration, on a monotonic clock. API servers
 * receive a new caBundle through a watch; after `settleMs` all of them have it.
 */
export class Publication {
  private readonly elapsedMs: () => number;
  private readonly settleMs: number;
  private sinceMs: ReadonlyMap<string, number> = new Map();

  constructor({ elapsedMs, settleMs }: { readonly elapsedMs: () => number; readonly settleMs: number }) {
    this.elapsedMs = elapsedMs;
    this.settleMs = settleMs;
  }

  /** @param published the configurations just read; undefined if unreadable, which counts as not published */
  observe(published: readonly PublishedBundle[] | undefined): void {
    const nowMs = this.elapsedMs();
    const everywhere = trustedEverywhere(published ?? []);
    this.sinceMs = new Map(everywhere.map((pem) => [pem, this.sinceMs.get(pem) ?? nowMs]));
  }

  /** True if all API servers have all these CAs. */
  isSettled(cas: readonly string[]): boolean {
    const latestMs = this.elapsedMs() - this.settleMs;
    return cas.every((pem) => (this.sinceMs.get(pem) ?? Number.POSITIVE_INFINITY) <= latestMs);
  }
}

/** The CAs that every webhook of every configuration trusts; none without a configuration. */
export function trustedEverywhere(published: readonly PublishedBundle[]): readonly string[] {
  const [first, ...others] = published.flatMap(({ bundlePems }) => bundlePems).map(splitPem);
  return first === undefined ? [] : first.filter((pem) => others.every((bundle) => bundle.includes(pem)));
}

/** True if every webhook of the configuration has exactly these CAs. */
export function isUpToDate({ bundlePems }: PublishedBundle, bundle: readonly string[]): boolean {
  return bundlePems.every((pem) => {
    const there = splitPem(pem);
    return bundle.every((ca) => there.includes(ca)) && there.every((ca) => bundle.includes(ca));
  });
}
