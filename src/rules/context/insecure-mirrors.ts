import { enclosingAmong } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { once } from '../../model/once.ts';
import type { Participant } from '../finding.ts';
import { bothPulls, type StateContext } from '../state-context.ts';
import { listedScope, participantOf } from './participants.ts';

/** A mirror of a source, with the entries that list it. */
export interface TrustedMirror {
  readonly source: string;
  readonly mirror: string;
  /** Inside a scope of insecureRegistries: nodes do not verify its TLS. */
  readonly isInsecure: boolean;
  /** The entries that list the mirror, and the scopes of insecureRegistries that contain it. */
  involves(): readonly Participant[];
}

/**
 * Every mirror of the focused sources. Empty without insecureRegistries. Cost: proportional to the mirrors.
 */
export function mirrorsByTrust(context: StateContext<unknown>): readonly TrustedMirror[] {
  const { cluster } = context;
  const { insecure } = cluster.listed;
  if (insecure.size === 0) return [];
  return context.sources.flatMap((source) => {
    const mirrors = new Set<string>();
    for (const pulls of bothPulls)
      for (const mirror of context.merged(source, pulls)?.order.mirrors ?? []) mirrors.add(mirror);
    mirrors.delete(source);
    const listings = once(() => listingsByMirror(context.contributionsOf(source)));
    return Array.from(mirrors, (mirror) => {
      const around = enclosingAmong(mirror, insecure);
      const involves = () => [
        ...(listings().get(mirror) ?? []),
        ...around.map((scope) => listedScope('insecureRegistries', scope, cluster)),
      ];
      return { source, mirror, isInsecure: around.length > 0, involves };
    });
  });
}

/** The first listing in each entry, found in one pass because a source can have thousands of entries. */
function listingsByMirror(
  contributions: readonly Contribution[],
): ReadonlyMap<string, readonly Participant[]> {
  const listings = new Map<string, Participant[]>();
  for (const contribution of contributions) {
    const seen = new Set<string>();
    for (const [index, mirror] of contribution.entry.mirrors.entries()) {
      if (seen.has(mirror)) continue;
      seen.add(mirror);
      const place = participantOf(contribution, 'mirrors', index);
      const places = listings.get(mirror);
      if (places === undefined) listings.set(mirror, [place]);
      else places.push(place);
    }
  }
  return listings;
}
