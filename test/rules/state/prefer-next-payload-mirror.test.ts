import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-next-payload-mirror.ts';
import { check } from '../../support/check.ts';

describe('prefer-next-payload-mirror', () => {
  const repository = 'quay.io/openshift-release-dev';
  const components = idms('components').mirror(`${repository}/ocp-v4.0-art-dev`, ['m.example.com/release']);

  it('names the repository that OpenShift 5.0 needs', () => {
    expect(check(rule, components)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message:
        'OpenShift 5.0 also needs "quay.io/openshift-release-dev/ocp-v5.0-art-dev", which has no mirror. ' +
        'Mirror it before the upgrade',
    });
  });

  it('accepts mirrors of the repository itself or of a broader source', () => {
    const next = idms('next').mirror(`${repository}/ocp-v5.0-art-dev`, ['m.example.com/release']);
    expect(check(rule, components, { cluster: [next] })).toReportNothing();
    expect(check(rule, idms('all').mirror(repository, ['m.example.com/release']))).toReportNothing();
  });

  it('reports nothing for a further mirror', () => {
    const more = idms('components').mirror(`${repository}/ocp-v4.0-art-dev`, [
      'm.example.com/release',
      'n.example.com/release',
    ]);
    expect(check(rule, more, { before: components })).toReportNothing();
  });
});
