import { describe, expect, it } from '@jest/globals';
import { itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-tag-mirror-for-payload.ts';
import { check } from '../../support/check.ts';

describe('no-tag-mirror-for-payload', () => {
  it('points at each source of the payload', () => {
    const subject = itms('a')
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.example.com/release']);
    expect(check(rule, subject)).toReport({
      path: 'spec.imageTagMirrors[1].source',
      message: /by digest always/,
    });
  });

  it('does not mind what lies around it or inside it', () => {
    const subject = itms('a')
      .mirror('quay.io/openshift-release-dev', ['m.example.com/a'])
      .mirror('quay.io/openshift-release-dev/ocp-release/x', ['m.example.com/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
