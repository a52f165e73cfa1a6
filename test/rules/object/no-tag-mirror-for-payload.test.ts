import { describe, expect, it } from '@jest/globals';
import { itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-tag-mirror-for-payload.ts';
import { check } from '../../support/check.ts';

describe('no-tag-mirror-for-payload', () => {
  it('reports each source of the payload', () => {
    const subject = itms('a')
      .mirror('quay.io/team', ['m.example.com/team'])
      .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['m.example.com/release']);
    expect(check(rule, subject)).toReport({
      path: 'spec.imageTagMirrors[1].source',
      message:
        'the cluster always pulls "quay.io/openshift-release-dev/ocp-v4.0-art-dev" by digest; ' +
        'tag mirrors have no effect on it. Use an ImageDigestMirrorSet',
    });
  });

  it('reports the organization of the payload', () => {
    expect(
      check(rule, itms('a').mirror('quay.io/openshift-release-dev', ['m.example.com/release'])),
    ).toReport({
      path: 'spec.imageTagMirrors[0].source',
    });
  });

  it('reports the payload repositories of OKD', () => {
    const repositories = [
      'quay.io/openshift/okd',
      'quay.io/openshift/okd-content',
      'quay.io/okd/scos-release',
      'quay.io/okd/scos-content',
    ];
    for (const source of repositories)
      expect(check(rule, itms('a').mirror(source, ['m.example.com/okd']))).toReport({
        path: 'spec.imageTagMirrors[0].source',
      });
  });

  it('allows a registry that contains the payload, and repositories inside it', () => {
    const subject = itms('a')
      .mirror('quay.io', ['m.example.com/a'])
      .mirror('quay.io/openshift-release-dev/ocp-release/x', ['m.example.com/b']);
    expect(check(rule, subject)).toReportNothing();
  });
});
