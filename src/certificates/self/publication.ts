import { splitPem } from '../pem.ts';
import type { PublishedBundle } from './ports.ts';

/**
 * For how long each CA has been in every webhook configuration, as seen from here, on a clock that is never set. An API server
 * learns of a new caBundle by a watch; after `settleMs` all of them know.
 */
export class Publication {
  private readonly elapsedMs: () => number;
  private readonly settleMs: number;
  private sinceMs: ReadonlyMap<string, number> = new Map();

  constructor({ elapsedMs, settleMs }: { readonly elapsedMs: () => number; readonly settleMs: number }) {
    this.elapsedMs = elapsedMs;
    this.settleMs = settleMs;
  }

  /** @param published as just read; undefined where it could not be read, which is as good as nowhere */
  observe(published: readonly PublishedBundle[] | undefined): void {
    const nowMs = this.elapsedMs();
    const everywhere = trustedEverywhere(published ?? []);
    this.sinceMs = new Map(everywhere.map((pem) => [pem, this.sinceMs.get(pem) ?? nowMs]));
  }

  /** True when all API servers know all these CAs. */
  isSettled(cas: readonly string[]): boolean {
    const latestMs = this.elapsedMs() - this.settleMs;
    return cas.every((pem) => (this.sinceMs.get(pem) ?? Number.POSITIVE_INFINITY) <= latestMs);
  }
}

/** The CAs that every webhook of every configuration trusts; none where there is no configuration. */
export function trustedEverywhere(published: readonly PublishedBundle[]): readonly string[] {
  const [first, ...others] = published.flatMap(({ bundlePems }) => bundlePems).map(splitPem);
  return first === undefined ? [] : first.filter((pem) => others.every((bundle) => bundle.includes(pem)));
}

/** True when every webhook of the configuration has these CAs and no others. */
export function isUpToDate({ bundlePems }: PublishedBundle, bundle: readonly string[]): boolean {
  return bundlePems.every((pem) => {
    const there = splitPem(pem);
    return bundle.every((ca) => there.includes(ca)) && there.every((ca) => bundle.includes(ca));
  });
}
