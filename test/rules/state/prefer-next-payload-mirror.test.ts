import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/prefer-next-payload-mirror.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

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

  it('names the pools without the mirror, and reports mirrors of drop-ins', () => {
    const next = dropIn(registryTable(`${repository}/ocp-v5.0-art-dev`, ['m.example.com/release']));
    expect(check(rule, components, { facts: next })).toReport({
      message: /which has no mirror in pool master\. Mirror it before the upgrade$/,
    });
    const own = dropIn(registryTable(`${repository}/ocp-v4.0-art-dev`, ['m.example.com/release']));
    expect(checkState(rule, { facts: own })).toReport({
      path: 'spec.config.storage.files[0].path',
      message: /which has no mirror in pool worker\. Mirror it before the upgrade$/,
    });
  });

  it('reports nothing for a further mirror', () => {
    const more = idms('components').mirror(`${repository}/ocp-v4.0-art-dev`, [
      'm.example.com/release',
      'n.example.com/release',
    ]);
    expect(check(rule, more, { before: components })).toReportNothing();
  });
});
