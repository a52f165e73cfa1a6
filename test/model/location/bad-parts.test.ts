import { describe, expect, it } from '@jest/globals';
import { findBadParts } from '../../../src/model/location/bad-parts.ts';

const told = (text: string, start = 0, end = text.length) =>
  findBadParts(text, start, end).map(
    ({ kind, at, end, reason }) => `${kind} "${text.slice(at, end)}" ${reason}`,
  );

describe('findBadParts', () => {
  it.each([
    ['quay..io/a', ['host "" is an empty host label (two dots in a row, or a dot at an end)']],
    ['-quay.io/a', ['host "-quay" begins or ends with a hyphen']],
    ['qu_ay.io', ['host "qu_ay" holds "_", and a host label has only letters, digits and inner hyphens']],
    [
      'qu\u0430y.io',
      [
        'host "qu\u0430y" holds "\u0430" (U+0430), and a host label has only letters, digits and inner hyphens',
      ],
    ],
    [
      'quay.io/\u200ba',
      ['path "\u200ba" holds "\\u200b" (U+200B), and a path has only a-z, 0-9 and the separators . _ __ -'],
    ],
    [':5000/a', ['host ":5000" has no host in front']],
    ['quay.io:/a', ['port "" is empty']],
    ['quay.io:50x0/a', ['port "50x0" is not a number']],
    ['quay.io/a//b', ['path "" is an empty path component (two slashes in a row)']],
    ['quay.io/a/_b', ['path "_b" begins or ends with a separator']],
    [
      'quay.io/a/b___c',
      [
        'path "b___c" joins separators: only one of . or _, two underscores, or hyphens may stand between letters and digits',
      ],
    ],
    ['quay.io/a/B/C', ['uppercase-path "B" has upper-case letters']],
  ])('finds in %s: %j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('names one part of the host, the port, and one of the path, from left to right', () => {
    expect(findBadParts('a..b..c:x/A/B', 0, 13).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'host 2',
      'port 8',
      'uppercase-path 10',
    ]);
  });

  it('looks at what stands between start and end alone, and suggests a whole', () => {
    const text = '  quay.io/Team/App:1';
    expect(findBadParts(text, 2, 18)).toEqual([
      {
        kind: 'uppercase-path',
        at: 10,
        end: 14,
        reason: 'has upper-case letters',
        suggestion: 'quay.io/team/app',
      },
    ]);
    expect(told('quay.io/a:b', 0, 9)).toEqual([]);
  });
});
