import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-mirrors-hidden-from-hosted-clusters.ts';
import { check } from '../../support/check.ts';

describe('no-mirrors-hidden-from-hosted-clusters', () => {
  const platform = { isManaged: false, isHostedGuest: false, isHostingHub: true, isSingleNode: false };
  const wildcard = (make: typeof idms) =>
    make('a').mirror('quay.io/a', ['m.io/a']).mirror('*.example.com', ['m.io/b']);

  it('reports tag mirrors once per object', () => {
    expect(check(rule, wildcard(itms), { around: { platform } })).toReport({
      path: '',
      message: /do not use ImageTagMirrorSets/,
    });
  });

  it('reports each wildcard', () => {
    expect(check(rule, wildcard(idms), { around: { platform } })).toReport({
      path: 'spec.imageDigestMirrors[1].source',
      message: /wildcard "\*\.example\.com"/,
    });
  });

  it('allows other entries, and all entries in other clusters', () => {
    expect(
      check(rule, idms('a').mirror('quay.io/a', ['m.io/a']), { around: { platform } }),
    ).toReportNothing();
    expect(
      check(rule, wildcard(itms), { around: { platform: { ...platform, isHostingHub: false } } }),
    ).toReportNothing();
    expect(check(rule, wildcard(itms))).toReportNothing();
  });
});
