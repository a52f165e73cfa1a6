import { describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-tag-mirrors-for-catalog.ts';
import { check } from '../../support/check.ts';

describe('require-tag-mirrors-for-catalog', () => {
  const index = 'registry.redhat.io/redhat/redhat-operator-index';

  it('reports the index that has only digest mirrors', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/a']).mirror(index, ['m.io/index']))).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message: /has no mirror for pulls by tag;/,
    });
    expect(check(rule, icsp('a').mirror(index, ['m.io/index']))).toReport({});
  });

  it('advises what the release has', () => {
    const subject = icsp('a').mirror(index, ['m.io/index']);
    expect(check(rule, subject, { version: '4.12.45' })).toReport({
      message: /name their index by tag\. Name the mirror in the CatalogSource$/,
    });
    expect(check(rule, subject, { version: '4.13.0' })).toReport({
      message: /name their index by tag\. Add the source to an ImageTagMirrorSet$/,
    });
  });

  it('accepts tag mirrors of the index or of a broader source', () => {
    for (const source of [index, 'registry.redhat.io']) {
      const cluster = [itms('tags').mirror(source, ['m.io/tags'])];
      expect(check(rule, idms('a').mirror(index, ['m.io/index']), { cluster })).toReportNothing();
    }
  });

  it('reports nothing for other sources, and for entries without mirrors', () => {
    expect(
      check(rule, idms('a').mirror('registry.redhat.io/redhat', ['m.io/a']).mirror(index)),
    ).toReportNothing();
  });
});
