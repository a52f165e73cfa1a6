import { type ChangeRollout, type ClusterChange, predictChangeRollout } from '../model/cluster-change.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import type { Facts } from '../model/facts.ts';
import type { Contribution } from '../model/merge/mirror-lists.ts';
import { once } from '../model/once.ts';
import { type NodeFacts, rolloutSettings } from '../model/rollout/rollout.ts';
import { pathOfFirst } from './context/across-objects.ts';
import { type NodeSources, nodeSourcesOf } from './context/node-sources.ts';
import { isTooLarge, renderedSizeOf } from './context/rendered-size.ts';
import type { ObjectName, Violation } from './finding.ts';
import { StateContext } from './state-context.ts';
import { isMirrorSetWrite, type WrittenObject } from './subject.ts';

/** The input of a change rule: the cluster before and after the writes. */
export class ChangeContext<KnownFacts = Partial<Facts>> {
  readonly change: ClusterChange;
  readonly subjects: readonly WrittenObject[];
  readonly facts: KnownFacts;

  constructor(change: ClusterChange, subjects: readonly WrittenObject[], facts: KnownFacts) {
    this.change = change;
    this.subjects = subjects;
    this.facts = facts;
  }

  /** The effect of the change on the nodes. Too large a configuration stops the operator, too. */
  readonly rollout: () => ChangeRollout = once(() => {
    const facts = this.facts as Partial<Facts>;
    return isTooLarge(renderedSizeOf(this.change.after, this.change.before, facts))
      ? { kind: 'stopped' }
      : predictChangeRollout(this.change, rolloutSettings(this.facts as NodeFacts), facts);
  });

  /** The sources before and after the change as the nodes have them, in the order of the pools. */
  readonly nodes = once((): Record<'before' | 'after', readonly NodeSources[]> => {
    const { before, after } = this.change;
    return {
      before: nodeSourcesOf(new StateContext(before, this.facts)),
      after: nodeSourcesOf(new StateContext(after, this.facts)),
    };
  });

  /**
   * The place of the first of these sources that a written object lists; the first object as a whole if none
   * lists one.
   */
  fieldOf(...sources: readonly string[]): Pick<Violation, 'at' | 'path'> {
    for (const at of this.subjects) {
      const path = isMirrorSetWrite(at) ? pathOfFirst(at, sources) : [];
      if (path.length > 0) return { at, path };
    }
    return { path: [] };
  }

  /** The entries of a source, for either kind of pull, in objects that this change does not write. */
  othersOf(source: string, cluster: ClusterModel = this.change.after): readonly Contribution[] {
    const isWritten = ({ kind, name }: ObjectName) =>
      this.subjects.some((subject) => subject.kind === kind && subject.name === name);
    return cluster.mirrorSets.of(source).filter(({ object }) => !isWritten(object));
  }
}
