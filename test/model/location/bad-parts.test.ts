import { describe, expect, it } from '@jest/globals';
import { findBadParts } from '../../../src/model/location/bad-parts.ts';

const describeParts = (text: string, start = 0, end = text.length) =>
  findBadParts(text, start, end).map(
    ({ kind, at, end, reason }) => `${kind} "${text.slice(at, end)}" ${reason}`,
  );

describe('findBadParts', () => {
  it.each([
    ['quay..io/a', ['host "" is an empty label (two consecutive dots, or a leading or trailing dot)']],
    ['-quay.io/a', ['host "-quay" starts or ends with a hyphen']],
    ['qu_ay.io', ['host "qu_ay" contains "_"; use only letters, digits and inner hyphens']],
    [
      'qu\u0430y.io',
      ['host "qu\u0430y" contains "\u0430" (U+0430); use only letters, digits and inner hyphens'],
    ],
    [
      'quay.io/\u200ba',
      ['path "\u200ba" contains "\\u200b" (U+200B); use only a-z, 0-9 and the separators . _ __ -'],
    ],
    [':5000/a', ['host ":5000" has no name before the port']],
    ['/a', ['host "" is empty']],
    ['quay.io:/a', ['port "" is empty']],
    ['quay.io:50x0/a', ['port "50x0" is not a number']],
    ['quay.io/a//b', ['path "" is empty (two consecutive slashes)']],
    ['quay.io/a/_b', ['path "_b" starts or ends with a separator']],
    [
      'quay.io/a/b___c',
      ['path "b___c" has consecutive separators; use one dot, one or two underscores, or hyphens'],
    ],
    ['quay.io/a/B/C', ['uppercase-path "B" has uppercase letters']],
  ])('returns for %s: %j', (text, expected) => {
    expect(describeParts(text)).toEqual(expected);
  });

  it('returns one part of the host, the port and one part of the path, from left to right', () => {
    expect(findBadParts('a..b..c:x/A/B', 0, 13).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'host 2',
      'port 8',
      'uppercase-path 10',
    ]);
  });

  it('examines only the text between start and end, and suggests the whole value', () => {
    const text = '  quay.io/Team/App:1';
    expect(findBadParts(text, 2, 18)).toEqual([
      {
        kind: 'uppercase-path',
        at: 10,
        end: 14,
        reason: 'has uppercase letters',
        suggestion: 'quay.io/team/app',
      },
    ]);
    expect(describeParts('quay.io/a:b', 0, 9)).toEqual([]);
  });
});
