import { describe, expect, it } from '@jest/globals';
import { criteriaOf, type RecordFilter } from '../../../src/audit/reading/record-filter.ts';
import type { AuditRecord } from '../../../src/audit/record.ts';

describe('criteriaOf', () => {
  const record = {
    kind: 'ImageDigestMirrorSet',
    operation: 'UPDATE',
    rules: [{ id: 'no-a', severity: 'warn', path: '', message: 'x', downgradedBy: 'exemption' }],
    notEvaluated: [],
    exemptionsUsed: [{ name: 'move', rule: 'no-b', reason: 'x', ticket: null, expires: null }],
  } as unknown as AuditRecord;
  const matches = (filter: RecordFilter) =>
    criteriaOf(filter).every((criterion) => criterion.matches(record));

  it('matches exempted findings and the exemption that was used', () => {
    expect(matches({ exempted: 'exemption' })).toBe(true);
    expect(matches({ exempted: 'advisory' })).toBe(false);
    expect(matches({ exemption: 'move' })).toBe(true);
    expect(matches({ exemption: 'break-glass' })).toBe(false);
  });

  it.each(['ImageDigestMirrorSet', 'imagedigestmirrorset', 'idms', 'IDMS'])('matches the kind %s', (kind) => {
    expect(matches({ kind })).toBe(true);
  });

  it.each(['itms', 'ImageTagMirrorSet', 'constructor'])('does not match the kind %s', (kind) => {
    expect(matches({ kind })).toBe(false);
  });

  it('matches a rule with a finding or with an exemption', () => {
    expect(matches({ rule: 'no-a' })).toBe(true);
    expect(matches({ rule: 'no-b' })).toBe(true);
    expect(matches({ rule: 'no-c' })).toBe(false);
  });

  it('keeps the options as they were given', () => {
    expect(criteriaOf({ user: 'alice', sinceMs: 0 }).map(({ text }) => text)).toEqual([
      '--user alice',
      '--since 1970-01-01T00:00:00.000Z',
    ]);
  });
});
