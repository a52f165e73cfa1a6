import type { AuditRecord } from '../record.ts';
import type { Criterion } from './record-filter.ts';

/**
 * Selects the records that match every criterion. Tracks the criteria that no record matches, which are often
 * typing errors.
 */
export class RecordSelection {
  private seen = 0;
  private selected = 0;
  private readonly criteria: readonly Criterion[];
  private readonly unmatched: Set<Criterion>;

  constructor(criteria: readonly Criterion[]) {
    this.criteria = criteria;
    this.unmatched = new Set(criteria);
  }

  selects(record: AuditRecord): boolean {
    this.seen += 1;
    let isSelected = true;
    for (const criterion of this.criteria) {
      // For a record that is not selected, evaluate only criteria without a match so far.
      if (!isSelected && !this.unmatched.has(criterion)) continue;
      if (criterion.matches(record)) this.unmatched.delete(criterion);
      else isSelected = false;
    }
    if (isSelected) this.selected += 1;
    return isSelected;
  }

  /** Whether at least one record matches this option of the filter. */
  hasMatch(option: string): boolean {
    return this.criteria.some((criterion) => criterion.option === option && !this.unmatched.has(criterion));
  }

  /** Why no record was selected; undefined if one was. */
  get emptyReason(): string | undefined {
    if (this.selected > 0) return undefined;
    if (this.seen === 0) return 'the files contain no records';
    const options = [...this.unmatched].map(({ text }) => text);
    const searched = `(searched ${this.seen} ${this.seen === 1 ? 'record' : 'records'})`;
    if (options.length === 0) return `no record matches all options together ${searched}`;
    return `no record matches ${options.join(', none matches ')} ${searched}`;
  }
}
