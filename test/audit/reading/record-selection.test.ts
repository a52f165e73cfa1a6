import { describe, expect, it } from '@jest/globals';
import { criteriaOf, type RecordFilter } from '../../../src/audit/reading/record-filter.ts';
import { RecordSelection } from '../../../src/audit/reading/record-selection.ts';
import type { AuditRecord } from '../../../src/audit/record.ts';

function select(filter: RecordFilter, ...records: readonly Partial<AuditRecord>[]) {
  const selection = new RecordSelection(criteriaOf(filter));
  const selected = records.filter((record) => selection.selects(record as AuditRecord));
  return { selected: selected.length, reason: selection.emptyReason };
}

describe('RecordSelection', () => {
  it('selects records that match every criterion', () => {
    const records = [
      { name: 'a', uid: '1' },
      { name: 'a', uid: '2' },
      { name: 'b', uid: '2' },
    ];
    expect(select({ name: 'a', uid: '2' }, ...records)).toEqual({ selected: 1, reason: undefined });
  });

  it('names the option that no record matches', () => {
    expect(select({ name: 'x', uid: '1' }, { name: 'a', uid: '1' }, { name: 'b', uid: '2' })).toEqual({
      selected: 0,
      reason: 'no record matches --name x (searched 2 records)',
    });
  });

  it('names every option that no record matches', () => {
    expect(select({ name: 'x', uid: 'y' }, { name: 'a', uid: '1' }).reason).toBe(
      'no record matches --name x, none matches --uid y (searched 1 record)',
    );
  });

  it('reports that each option matches, but not all together', () => {
    expect(select({ name: 'a', uid: '2' }, { name: 'a', uid: '1' }, { name: 'b', uid: '2' }).reason).toBe(
      'no record matches all options together (searched 2 records)',
    );
  });

  it('reports that the files contain no records', () => {
    expect(select({}).reason).toBe('the files contain no records');
  });
});
