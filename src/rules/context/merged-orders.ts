import type { MergedLists } from '../../model/merge/merged-sources.ts';
import { once } from '../../model/once.ts';
import type { StateFinding } from '../finding.ts';
import { bothPulls, type Pulls, type StateContext } from '../state-context.ts';
import { type MergeNote, mergeNoteOf } from './merge-notes.ts';
import { faultsByPool, nodeSourcesOf, type PoolFault } from './node-sources.ts';

/** A merged order of the operator that has a note. */
export interface NotedOrder {
  readonly key: string;
  readonly source: string;
  readonly pulls: Pulls;
  readonly merged: MergedLists;
  readonly note: MergeNote;
}

/** The merged orders with a note that nodes use: no file of a MachineConfig has an entry for the source. */
export function notedOrders(context: StateContext<unknown>): readonly PoolFault<NotedOrder>[] {
  const noted = once(() => context.sources.flatMap((source) => notedOrdersOf(source, context)));
  return faultsByPool(context.share(nodeSourcesOf), (sources) =>
    sources.usesGenerated ? noted().filter(({ source }) => sources.fileOf(source) === undefined) : [],
  );
}

const none: readonly never[] = [];

function notedOrdersOf(source: string, context: StateContext<unknown>): readonly NotedOrder[] {
  let found: NotedOrder[] | undefined;
  for (const pulls of bothPulls) {
    const merged = context.merged(source, pulls);
    const note = merged && mergeNoteOf(merged);
    if (merged === undefined || note === undefined) continue;
    found ??= [];
    found.push({ key: `${source} ${pulls}`, source, pulls, merged, note });
  }
  return found ?? none;
}

/**
 * What identifies a finding about a merged order. A rule evaluates also the orders whose note is more severe
 * than its own, so the finding does not count as new after the more severe fault is corrected.
 */
export function identityOfOrder(
  { found: { key, source, note }, pools }: PoolFault<NotedOrder>,
  reported: MergeNote,
  causes: Iterable<string>,
): Pick<StateFinding, 'identity' | 'about' | 'causes' | 'isCovered'> {
  return { identity: key, about: source, causes: [...pools, ...causes], isCovered: note !== reported };
}
