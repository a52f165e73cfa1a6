import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/prefer-stable-mirror-order.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';

describe('prefer-stable-mirror-order', () => {
  const list = (name: string, ...mirrors: string[]) => idms(name).mirror('z.io/s', mirrors);

  it('tells both orders and with whose list this one is merged', () => {
    expect(check(rule, list('b', 'm.io/a'), { cluster: [list('a', 'm.io/b')] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'nodes would try "m.io/a", then "m.io/b" for "z.io/s", merged with ImageDigestMirrorSet a; before: "m.io/b"',
    });
  });

  it('accepts mirrors behind those that are in use', () => {
    expect(check(rule, list('b', 'm.io/b', 'm.io/a'), { cluster: [list('a', 'm.io/b')] })).toReportNothing();
    expect(
      check(rule, { subject: list('a', 'm.io/b', 'm.io/c'), before: list('a', 'm.io/b') }),
    ).toReportNothing();
  });

  it('sees an update that turns its own list round', () => {
    expect(
      check(rule, { subject: list('a', 'm.io/b', 'm.io/a'), before: list('a', 'm.io/a', 'm.io/b') }),
    ).toReport({
      message: 'nodes would try "m.io/b", then "m.io/a" for "z.io/s"; before: "m.io/a", then "m.io/b"',
    });
  });

  it('does not take a removed mirror for another order', () => {
    expect(
      check(rule, { subject: list('a', 'm.io/b'), before: list('a', 'm.io/a', 'm.io/b') }),
    ).toReportNothing();
  });

  it('keeps mirrors for pulls by tag apart from those for pulls by digest', () => {
    expect(
      check(rule, itms('b').mirror('z.io/s', ['m.io/a']), { cluster: [list('a', 'm.io/b')] }),
    ).toReportNothing();
  });
});
