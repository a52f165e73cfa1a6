import type { MirrorSetsView } from '../domain/cluster-index/mirror-sets-view.ts';
import { authorityOf } from './new-mirrors.ts';

/** By the view with a write, which lives as long as the write is judged. */
const lonelyHosts = new WeakMap<MirrorSetsView, Map<string, boolean>>();

/**
 * Sources whose registry a node looks a mirror up in (DOMAIN 7.4), the deciding one first. Mostly there is none, for any mirror
 * of the same host: that is found once for each host and port.
 *
 * @param after the mirror sets with the write that is judged
 */
export function sourcesAroundMirror(mirror: string, after: MirrorSetsView): readonly string[] {
  return isLonely(authorityOf(mirror), after) ? [] : after.sourcesMatching(mirror);
}

/** Whether no source matches the host, and none lies below it. */
function isLonely(authority: string, view: MirrorSetsView): boolean {
  const known = lonelyHosts.get(view) ?? new Map<string, boolean>();
  lonelyHosts.set(view, known);
  const isLonelyHost = known.get(authority) ?? (view.sourcesMatching(authority).length === 0 && !view.hasSourceWithin(authority));
  known.set(authority, isLonelyHost);
  return isLonelyHost;
}
