import { MatchingSources } from '../../model/index/matching-sources.ts';
import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import type { MirrorSetsFact } from '../../model/index/project-write.ts';
import { authorityOf } from '../../model/location/scope.ts';
import { foundOnce } from '../found-once.ts';
import type { Subject } from '../subject.ts';

interface KnownHosts {
  readonly matching: MatchingSources;
  /** Hosts that no source matches, and below which none lies: true for most that mirrors stand on. */
  readonly areLonely: Map<string, boolean>;
}

/**
 * Sources whose registry a node looks a mirror up in (DOMAIN 7.4), the deciding one first. Mostly there is none, for any mirror
 * of the same host: that is found once for each host and port.
 *
 * @param after the mirror sets with the write that is judged
 */
export function sourcesAroundMirror(mirror: string, after: MirrorSetsView): readonly string[] {
  return isLonely(authorityOf(mirror), after) ? none : hostsOf(after).matching.of(mirror);
}

const none: readonly never[] = [];

function isLonely(authority: string, view: MirrorSetsView): boolean {
  const { matching, areLonely } = hostsOf(view);
  const known = areLonely.get(authority);
  if (known !== undefined) return known;
  const isLonelyHost = matching.of(authority).length === 0 && !view.hasSourceWithin(authority);
  areLonely.set(authority, isLonelyHost);
  return isLonelyHost;
}

const hostsOf = foundOnce(
  (view: MirrorSetsView): KnownHosts => ({ matching: new MatchingSources(view), areLonely: new Map() }),
);

/**
 * Whether a mirror of the object, or one that any object has for a touched source, may lie in a source. Most clusters do not
 * mirror their mirrors, and then nothing has to be looked up mirror by mirror.
 */
export const mayMirrorsLieInSources = foundOnce((fact: MirrorSetsFact, subject: Subject): boolean =>
  hostsOfMirrors(subject, fact).some((authority) => !isLonely(authority, fact.after)),
);

/** `host[:port]` of each of these mirrors, once. */
function hostsOfMirrors(subject: Subject, { after, touched }: MirrorSetsFact): readonly string[] {
  const hosts = new Set<string>();
  for (const { mirrors } of subject.entries) for (const mirror of mirrors) hosts.add(authorityOf(mirror));
  for (const source of touched) {
    for (const { object, entry } of after.of(source)) {
      if (object !== subject) for (const mirror of entry.mirrors) hosts.add(authorityOf(mirror));
    }
  }
  return [...hosts];
}
