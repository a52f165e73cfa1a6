import { sampleDigest, sampleName } from '../../engine/pulls/sample-pull.ts';
import { type MergedList, type MergedOrder, mergedOrders } from '../../engine/views/merged-order.ts';
import type { ObjectField, StateModel } from './state-model.ts';

/** The merge of the lists of a source into one order, for digest and tag pulls. */
export type MergeView = readonly MergedOrderView[];

export interface MergedOrderView extends Omit<MergedOrder, 'lists'> {
  readonly lists: readonly MergedListView[];
}

interface MergedListView extends Omit<MergedList, 'origin'> {
  readonly field: ObjectField;
}

export function mergeView(subject: StateModel, source: string): MergeView {
  return mergedOrders(subject.model, source).map(({ lists, ...order }) => ({
    ...order,
    lists: lists.map(({ origin, ...list }) => ({ ...list, field: subject.fieldOf(origin) })),
  }));
}

/** A source with mirrors. */
export interface SourceView {
  readonly source: string;
  /** A sample image of the source. */
  readonly sample: string;
  /** Whether its lists contradict each other. */
  readonly isOverruled: boolean;
}

/** Sources with mirrors in byte order; sources with contradicting lists first. */
export function listSources(subject: StateModel): readonly SourceView[] {
  const { mirrorSets } = subject.model;
  const sources = [...mirrorSets.sources()].sort().map((source) => ({
    source,
    sample: sampleName(source) + (mirrorSets.tag.get(source) === undefined ? `@${sampleDigest}` : ':latest'),
    isOverruled: [mirrorSets.digest.get(source), mirrorSets.tag.get(source)].some(
      (lists) => lists !== undefined && lists.order.overruled.length > 0,
    ),
  }));
  return [
    ...sources.filter(({ isOverruled }) => isOverruled),
    ...sources.filter(({ isOverruled }) => !isOverruled),
  ];
}
