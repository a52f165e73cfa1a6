import type { AuditRecord } from '../../audit/record.ts';
import type { Criterion } from './record-filter.ts';

/** Chooses the records that meet every criterion, and remembers which criterion no record has met: a typing mistake finds nothing. */
export class Sieve {
  private seen = 0;
  private chosen = 0;
  private readonly criteria: readonly Criterion[];
  private readonly unmet: Set<Criterion>;

  constructor(criteria: readonly Criterion[]) {
    this.criteria = criteria;
    this.unmet = new Set(criteria);
  }

  lets(record: AuditRecord): boolean {
    this.seen += 1;
    let isChosen = true;
    for (const criterion of this.criteria) {
      // Once it has been met, it is only asked where the answer matters.
      if (!isChosen && !this.unmet.has(criterion)) continue;
      if (criterion.holds(record)) this.unmet.delete(criterion);
      else isChosen = false;
    }
    if (isChosen) this.chosen += 1;
    return isChosen;
  }

  isMet(criterion: Criterion): boolean {
    return !this.unmet.has(criterion);
  }

  /** Why nothing was chosen; undefined where something was. */
  whyNothing(): string | undefined {
    if (this.chosen > 0) return undefined;
    if (this.seen === 0) return 'there is not one record in it';
    const alone = [...this.unmet].map(({ asked }) => asked);
    const of = `none of ${this.seen === 1 ? 'one record' : `${this.seen} records`} matches`;
    return alone.length === 0 ? `${of} all options at once` : `${of} ${alone.join(', nor ')}`;
  }
}
