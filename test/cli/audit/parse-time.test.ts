import { describe, expect, it } from '@jest/globals';
import { parseTime } from '../../../src/cli/audit/parse-time.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const toIso = (text: string) => {
  const ms = parseTime(text, nowMs);
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

describe('a point in time', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T08:30', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22T08:30:15', '2026-11-22T08:30:15.000Z'],
    ['2026-11-22T08:30:15.5Z', '2026-11-22T08:30:15.500Z'],
    ['2026-11-22T08:30:00+02:00', '2026-11-22T06:30:00.000Z'],
    ['90s', '2026-11-22T11:58:30.000Z'],
    ['90m', '2026-11-22T10:30:00.000Z'],
    ['24h', '2026-11-21T12:00:00.000Z'],
    ['7d', '2026-11-15T12:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(toIso(text)).toBe(time);
  });

  it.each([
    '',
    'yesterday',
    '7',
    '7w',
    '-1h',
    '2026-13-01',
    '2026-02-30',
    '2026-02-29T08:00:00Z',
    '2026-11-22 08:30',
    '22.11.2026',
  ])('%j is none', (text) => {
    expect(toIso(text)).toBeUndefined();
  });
});
