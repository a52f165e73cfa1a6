import type { ClusterChange } from '../../model/cluster-change.ts';
import type { ClusterModel } from '../../model/cluster-model.ts';
import type { RegistryEntry } from '../../model/files/registries.ts';
import { isSameRegistry } from '../../model/files/registries-change.ts';
import { count } from '../../model/text/count.ts';

interface Tally {
  sources: number;
  mirrors: number;
}

/**
 * Counts the changes of sources in registries.conf: `3 sources, 5 mirrors added; mirrors of 1 source in
 * another order`. Empty without changes.
 */
export function countNodeChanges({ before, after, changedScopes }: ClusterChange): string {
  const added: Tally = { sources: 0, mirrors: 0 };
  const removed: Tally = { sources: 0, mirrors: 0 };
  let reordered = 0;
  let changed = 0;
  for (const { old, now } of differingEntries(before, after, changedScopes)) {
    const fresh = countMissing(now, old);
    const gone = countMissing(old, now);
    added.mirrors += fresh;
    removed.mirrors += gone;
    if (old === undefined) added.sources++;
    else if (now === undefined) removed.sources++;
    else if (old.blocked !== now.blocked || old.insecure !== now.insecure) changed++;
    else if (fresh === 0 && gone === 0) reordered++;
  }
  return [
    ...describeTally(added, 'added'),
    ...describeTally(removed, 'removed'),
    ...(reordered > 0 ? [`mirrors of ${count(reordered, 'source')} in another order`] : []),
    ...(changed > 0 ? [`settings of ${count(changed, 'source')} changed`] : []),
  ].join('; ');
}

interface EntryChange {
  /** Undefined if the source has no entry before the change. */
  readonly old: RegistryEntry | undefined;
  readonly now: RegistryEntry | undefined;
}

/**
 * The entries of sources that differ. Mirrors that insecure and blocked registries inherit from a source are
 * not counted.
 */
function differingEntries(
  before: ClusterModel,
  after: ClusterModel,
  scopes: Iterable<string>,
): readonly EntryChange[] {
  const sources = [...scopes].filter((scope) => before.mirrorSets.has(scope) || after.mirrorSets.has(scope));
  return sources
    .map((source) => ({ old: entryIn(before, source), now: entryIn(after, source) }))
    .filter(({ old, now }) => old !== now && (old === undefined || !isSameRegistry(old, now)));
}

function entryIn(view: ClusterModel, scope: string): RegistryEntry | undefined {
  const entry = view.registryOf(scope);
  return entry === undefined || 'wildcard' in entry ? undefined : entry;
}

/** The number of mirrors of an entry that the other entry lacks. */
function countMissing(entry: RegistryEntry | undefined, other: RegistryEntry | undefined): number {
  if (entry === undefined || other === undefined) return entry?.mirrors.length ?? 0;
  const known = new Set(other.mirrors.map(({ location, pullFromMirror }) => `${pullFromMirror} ${location}`));
  return entry.mirrors.filter(({ location, pullFromMirror }) => !known.has(`${pullFromMirror} ${location}`))
    .length;
}

function describeTally({ sources, mirrors }: Tally, verb: string): readonly string[] {
  const counts = [
    ...(sources > 0 ? [count(sources, 'source')] : []),
    ...(mirrors > 0 ? [count(mirrors, 'mirror')] : []),
  ];
  return counts.length === 0 ? [] : [`${counts.join(', ')} ${verb}`];
}
