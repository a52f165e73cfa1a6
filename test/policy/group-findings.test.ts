import { describe, expect, it } from '@jest/globals';
import { describeOthers, groupFindings } from '../../src/policy/group-findings.ts';

const finding = (path: string, about?: string) => ({
  rule: 'no-x',
  severity: 'deny' as const,
  path,
  ...(about === undefined ? {} : { about }),
});

/** The note of the group; all findings must be in one group. */
function noteOf(findings: readonly ReturnType<typeof finding>[]): string {
  const groups = groupFindings(findings, () => 'one object');
  expect(groups).toHaveLength(1);
  return groups.map(describeOthers).join();
}

describe('describeOthers', () => {
  it.each([
    ['', ['a']],
    ['also reported for "b"', ['a', 'b']],
    ['also reported for "b" and "c"', ['a', 'b', 'c']],
    ['also reported for "b", "c" and 1 more', ['a', 'b', 'c', 'd']],
    [
      'also reported for "b", "c" and 1,000 more',
      ['a', 'b', 'c', ...Array.from({ length: 1000 }, (_, i) => `x${i}`)],
    ],
  ])('returns %j for the sources of the other findings', (note, sources) => {
    expect(noteOf(sources.map((source, index) => finding(`spec[${index}]`, source)))).toBe(note);
  });

  it('names the paths if all findings are about one source', () => {
    expect(noteOf([finding('spec[0]', 'a'), finding('spec[1]', 'a'), finding('', 'a')])).toBe(
      'also reported for spec[1] and the object',
    );
  });
});

describe('groupFindings', () => {
  it('separates findings by rule, severity and object', () => {
    const findings = [
      { ...finding('1'), object: 'a' },
      { ...finding('2'), object: 'b' },
      { ...finding('3'), object: 'a' },
      { ...finding('4'), severity: 'warn' as const, object: 'a' },
      { ...finding('5'), rule: 'no-y', object: 'a' },
    ];
    const groups = groupFindings(findings, ({ object }) => object);
    expect(groups.map(({ first, others }) => [first, ...others].map(({ path }) => path))).toEqual([
      ['1', '3'],
      ['2'],
      ['4'],
      ['5'],
    ]);
  });
});
