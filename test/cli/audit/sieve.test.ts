import { describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../../src/audit/record.ts';
import { criteriaOf, type RecordFilter } from '../../../src/cli/audit/record-filter.ts';
import { Sieve } from '../../../src/cli/audit/sieve.ts';

function sift(filter: RecordFilter, ...records: readonly Partial<AuditRecord>[]) {
  const sieve = new Sieve(criteriaOf(filter));
  const chosen = records.filter((record) => sieve.lets(record as AuditRecord));
  return { chosen: chosen.length, why: sieve.whyNothing() };
}

describe('a sieve', () => {
  it('lets through what meets every criterion', () => {
    const records = [
      { name: 'a', uid: '1' },
      { name: 'a', uid: '2' },
      { name: 'b', uid: '2' },
    ];
    expect(sift({ name: 'a', uid: '2' }, ...records)).toEqual({ chosen: 1, why: undefined });
  });

  it('names the criterion that no record meets', () => {
    expect(sift({ name: 'x', uid: '1' }, { name: 'a', uid: '1' }, { name: 'b', uid: '2' })).toEqual({
      chosen: 0,
      why: 'none of 2 records matches --name x',
    });
  });

  it('names all of them', () => {
    expect(sift({ name: 'x', uid: 'y' }, { name: 'a', uid: '1' }).why).toBe(
      'none of one record matches --name x, nor --uid y',
    );
  });

  it('says where each is met, but never all at once', () => {
    expect(sift({ name: 'a', uid: '2' }, { name: 'a', uid: '1' }, { name: 'b', uid: '2' }).why).toBe(
      'none of 2 records matches all options at once',
    );
  });

  it('says that there was nothing to look at', () => {
    expect(sift({}).why).toBe('there is not one record in it');
  });
});
