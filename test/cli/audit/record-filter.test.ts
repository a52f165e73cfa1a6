import { describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../../src/audit/record.ts';
import { criteriaOf, type RecordFilter } from '../../../src/cli/audit/record-filter.ts';

describe('a filter', () => {
  const record = {
    kind: 'ImageDigestMirrorSet',
    operation: 'UPDATE',
    rules: [{ id: 'no-a', severity: 'warn', path: '', message: 'x', downgradedBy: 'exemption' }],
    notEvaluated: [],
    exemptionsUsed: [{ name: 'move', rule: 'no-b', reason: 'x', ticket: null, expires: null }],
  } as unknown as AuditRecord;
  const matches = (filter: RecordFilter) => criteriaOf(filter).every((criterion) => criterion.holds(record));

  it('finds exempted findings and the exemption that was used', () => {
    expect(matches({ exempted: 'exemption' })).toBe(true);
    expect(matches({ exempted: 'advisory' })).toBe(false);
    expect(matches({ exemption: 'move' })).toBe(true);
    expect(matches({ exemption: 'break-glass' })).toBe(false);
  });

  it.each(['ImageDigestMirrorSet', 'imagedigestmirrorset', 'idms', 'IDMS'])('finds the kind %s', (kind) => {
    expect(matches({ kind })).toBe(true);
  });

  it.each(['itms', 'ImageTagMirrorSet', 'constructor'])('tells the kind %s from it', (kind) => {
    expect(matches({ kind })).toBe(false);
  });

  it('finds a rule that spoke, and one that was exempted from', () => {
    expect(matches({ rule: 'no-a' })).toBe(true);
    expect(matches({ rule: 'no-b' })).toBe(true);
    expect(matches({ rule: 'no-c' })).toBe(false);
  });

  it('is said as it was asked for', () => {
    expect(criteriaOf({ user: 'alice', sinceMs: 0 }).map(({ asked }) => asked)).toEqual([
      '--user alice',
      '--since 1970-01-01T00:00:00.000Z',
    ]);
  });
});
