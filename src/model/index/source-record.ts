import { type MergedLists, mergeLists } from '../merge/merged-sources.ts';
import { type Contribution, sourceLists } from '../merge/mirror-lists.ts';
import { problemsOfEntry, type ValidationProblem } from '../merge/validate.ts';
import { hasRealMirror, mirrorSetKinds } from '../mirror-set.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';

/** The entries of all objects for one source. Immutable: a change creates a new record. */
export class SourceRecord {
  readonly source: string;
  /** In the operator's order. Includes entries without a real mirror. Never empty. */
  readonly contributions: readonly Contribution[];
  #digest: MergedLists | undefined;
  #tag: MergedLists | undefined;
  #isMerged = false;
  #hasRegistry: boolean | undefined;

  constructor(source: string, contributions: readonly Contribution[]) {
    this.source = source;
    this.contributions = contributions;
  }

  /**
   * Merged mirrors for pulls by digest; undefined if no entry has a real mirror. Merged at the first access.
   */
  get digest(): MergedLists | undefined {
    this.#merge();
    return this.#digest;
  }

  get tag(): MergedLists | undefined {
    this.#merge();
    return this.#tag;
  }

  /** Whether the source has a registry in registries.conf. Cached because it is the most frequent lookup. */
  get hasRegistry(): boolean {
    this.#hasRegistry ??= this.contributions.some(({ entry }) => hasRealMirror(entry));
    return this.#hasRegistry;
  }

  /**
   * Problems that the operator's validation finds in the entries (DOMAIN 2.2). Cost: proportional to the
   * entries and their mirrors.
   */
  problems(behavior: OperatorBehavior): readonly ValidationProblem[] {
    const [first, ...others] = this.contributions;
    const problems = first === undefined ? [] : problemsOfEntry(first, undefined, behavior);
    for (const other of others) problems.push(...problemsOfEntry(other, first, behavior));
    return problems;
  }

  #merge(): void {
    if (this.#isMerged) return;
    this.#isMerged = true;
    this.#digest = this.#mergeFor('digest');
    this.#tag = this.#mergeFor('tag');
  }

  #mergeFor(pulls: 'digest' | 'tag'): MergedLists | undefined {
    const lists = listsFor(pulls, this.contributions);
    return lists.length === 0 ? undefined : mergeLists(sourceLists(this.source, lists));
  }
}

const none: readonly never[] = [];

/** Usually a source has one entry, so the function returns the list without copying it. */
function listsFor(pulls: 'digest' | 'tag', contributions: readonly Contribution[]): readonly Contribution[] {
  const isList = ({ object, entry }: Contribution) =>
    mirrorSetKinds[object.kind].pulls === pulls && hasRealMirror(entry);
  const only = contributions[0];
  if (only === undefined || contributions.length > 1) return contributions.filter(isList);
  return isList(only) ? contributions : none;
}
