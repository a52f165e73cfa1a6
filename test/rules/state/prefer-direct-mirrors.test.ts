import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-direct-mirrors.ts';
import { check } from '../../support/check.ts';

describe('prefer-direct-mirrors', () => {
  const cluster = [idms('b').mirror('m.io/a', ['n.io/a'])];

  it('names the source that contains the mirror', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['x.io/a', 'm.io/a/b']), { cluster })).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[1]',
      message:
        'nodes contact "m.io/a/b" itself, not the mirrors that ImageDigestMirrorSet b has for "m.io/a". ' +
        'List the location that holds the images',
    });
  });

  it('reports nothing for mirrors outside of other sources, or inside their own', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/ab']), { cluster })).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io/a', ['quay.io/a/b']), { cluster })).toReportNothing();
  });

  it('reports a source whose mirror is inside the written source', () => {
    const stored = [idms('a').mirror('quay.io/a', ['m.io/a/b'])];
    expect(check(rule, idms('b').mirror('m.io/a', ['n.io/a']), { cluster: stored })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^nodes contact "m.io\/a\/b" itself, not the mirrors that ImageDigestMirrorSet b has/,
    });
  });
});
