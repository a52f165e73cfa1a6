import type { NodesFact } from '../domain/cluster-index/project-write.ts';
import type { RegistryEntry } from '../domain/registries.ts';
import { isSameRegistry } from '../domain/registries-change.ts';
import { count } from './count.ts';

interface Tally {
  sources: number;
  mirrors: number;
}

/** What changes for the sources in registries.conf, counted: `3 sources, 5 mirrors added; mirrors of 1 source in another order`. Empty where nothing does. */
export function countNodeChanges({ before, after, changedScopes }: NodesFact): string {
  // What insecure and blocked registries take over from a source is no change of theirs.
  const sources = [...changedScopes].filter((scope) => before.mirrorSets.has(scope) || after.mirrorSets.has(scope));
  const old = byScope(before.entriesOf(sources));
  const now = byScope(after.entriesOf(sources));
  const added: Tally = { sources: 0, mirrors: 0 };
  const removed: Tally = { sources: 0, mirrors: 0 };
  let reordered = 0;
  let changed = 0;
  for (const [scope, entry] of now) {
    const previous = old.get(scope);
    const fresh = countMissing(entry, previous);
    const gone = previous === undefined ? 0 : countMissing(previous, entry);
    added.mirrors += fresh;
    removed.mirrors += gone;
    if (previous === undefined) added.sources++;
    else if (previous.blocked !== entry.blocked || previous.insecure !== entry.insecure) changed++;
    else if (fresh === 0 && gone === 0 && !isSameRegistry(previous, entry)) reordered++;
  }
  for (const [scope, entry] of old) {
    if (now.has(scope)) continue;
    removed.sources++;
    removed.mirrors += entry.mirrors.length;
  }
  return [
    ...describeTally(added, 'added'),
    ...describeTally(removed, 'removed'),
    ...(reordered > 0 ? [`mirrors of ${count(reordered, 'source')} in another order`] : []),
    ...(changed > 0 ? [`settings of ${count(changed, 'source')} changed`] : []),
  ].join('; ');
}

function byScope(entries: readonly RegistryEntry[]): ReadonlyMap<string, RegistryEntry> {
  return new Map(entries.map((entry) => [entry.scope, entry]));
}

function countMissing({ mirrors }: RegistryEntry, other: RegistryEntry | undefined): number {
  if (other === undefined) return mirrors.length;
  const known = new Set(other.mirrors.map(({ location, pullFromMirror }) => `${pullFromMirror} ${location}`));
  return mirrors.filter(({ location, pullFromMirror }) => !known.has(`${pullFromMirror} ${location}`)).length;
}

function describeTally({ sources, mirrors }: Tally, verb: string): readonly string[] {
  const counts = [...(sources > 0 ? [count(sources, 'source')] : []), ...(mirrors > 0 ? [count(mirrors, 'mirror')] : [])];
  return counts.length === 0 ? [] : [`${counts.join(', ')} ${verb}`];
}
