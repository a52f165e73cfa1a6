import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-gap.ts';
import { check } from '../../support/check.ts';

describe('no-never-contact-gap', () => {
  const never = idms('all').mirror('quay.io', ['m.io/quay'], 'NeverContactSource');

  it('names the gap and whose policy does not hold there', () => {
    expect(check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), { cluster: [never] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        '"quay.io/team" would still be contacted: NeverContactSource of "quay.io" (ImageDigestMirrorSet all) does not hold there',
    });
  });

  it('sees the policy that comes later', () => {
    expect(check(rule, never, { cluster: [idms('team').mirror('quay.io/team', ['m.io/team'])] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: /^"quay\.io\/team" would still be contacted/,
    });
  });

  it('has nothing to say where both are never contacted, or only the inner one', () => {
    const inner = idms('team').mirror('quay.io/team', ['m.io/team'], 'NeverContactSource');
    expect(check(rule, inner, { cluster: [never] })).toReportNothing();
    expect(check(rule, inner, { cluster: [idms('all').mirror('quay.io', ['m.io/quay'])] })).toReportNothing();
  });

  it('does not count entries without mirrors, which block nothing and exempt nothing', () => {
    expect(check(rule, idms('team').mirror('quay.io/team'), { cluster: [never] })).toReportNothing();
    expect(
      check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), {
        cluster: [idms('all').mirror('quay.io', [], 'NeverContactSource')],
      }),
    ).toReportNothing();
  });

  it('has nothing to say about a gap that was there before', () => {
    const subject = idms('team').mirror('quay.io/team', ['m.io/team', 'n.io/team']);
    expect(
      check(rule, { subject, before: idms('team').mirror('quay.io/team', ['m.io/team']), cluster: [never] }),
    ).toReportNothing();
  });
});
