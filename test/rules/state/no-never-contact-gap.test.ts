import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/no-never-contact-gap.ts';
import { check } from '../../support/check.ts';

describe('no-never-contact-gap', () => {
  const never = idms('all').mirror('quay.io', ['m.io/quay'], 'NeverContactSource');

  it('names both sources and the object whose policy does not apply', () => {
    expect(check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), { cluster: [never] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'the NeverContactSource that ImageDigestMirrorSet all sets for "quay.io" does not apply to "quay.io/team"; nodes still contact that source. Set it there too',
    });
  });

  it('reports a policy that is added after the narrower source', () => {
    expect(check(rule, never, { cluster: [idms('team').mirror('quay.io/team', ['m.io/team'])] })).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        /^the NeverContactSource that ImageDigestMirrorSet all sets for "quay\.io" does not apply to "quay\.io\/team";/,
    });
  });

  it('reports nothing if both sources have NeverContactSource, or only the narrower one', () => {
    const inner = idms('team').mirror('quay.io/team', ['m.io/team'], 'NeverContactSource');
    expect(check(rule, inner, { cluster: [never] })).toReportNothing();
    expect(check(rule, inner, { cluster: [idms('all').mirror('quay.io', ['m.io/quay'])] })).toReportNothing();
  });

  it('ignores entries without mirrors, which block nothing', () => {
    expect(check(rule, idms('team').mirror('quay.io/team'), { cluster: [never] })).toReportNothing();
    expect(
      check(rule, idms('team').mirror('quay.io/team', ['m.io/team']), {
        cluster: [idms('all').mirror('quay.io', [], 'NeverContactSource')],
      }),
    ).toReportNothing();
  });

  it('reports nothing for a stored gap', () => {
    const subject = idms('team').mirror('quay.io/team', ['m.io/team', 'n.io/team']);
    expect(
      check(rule, { subject, before: idms('team').mirror('quay.io/team', ['m.io/team']), cluster: [never] }),
    ).toReportNothing();
  });
});
