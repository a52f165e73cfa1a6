import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/no-unmirrored-payload.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { dropIn, registryTable } from '../../support/machine-config.ts';

describe('no-unmirrored-payload', () => {
  const release = idms('release').mirror('quay.io/openshift-release-dev/ocp-release', [
    'm.example.com/release',
  ]);

  it('names the repositories that lose their last mirror', () => {
    expect(check(rule, release, { before: release, operation: 'DELETE' })).toReport({
      path: '',
      message:
        'this change removes the last mirror of "quay.io/openshift-release-dev/ocp-release"; a disconnected cluster could no longer ' +
        'pull the release and its components: no upgrade, no new node. Create the replacement first',
    });
    expect(check(rule, idms('release'), { before: release })).toReport({});
  });

  it('reports nothing while another mirror is left, of the source or a broader one', () => {
    const cluster = [idms('other').mirror('quay.io', ['n.example.com/quay'])];
    expect(check(rule, release, { before: release, operation: 'DELETE', cluster })).toReportNothing();
    const more = release.mirror('quay.io/team', ['m.example.com/team']);
    expect(check(rule, release, { before: more })).toReportNothing();
  });

  it('reports the repository that the cluster was installed from', () => {
    const own = idms('own').mirror('registry.example.org/ocp', ['m.example.com/ocp']);
    const world = { before: own, operation: 'DELETE' as const };
    expect(check(rule, own, world)).toReportNothing();
    const releaseImage = `registry.example.org/ocp/release@sha256:${'0'.repeat(64)}`;
    expect(check(rule, own, { ...world, releaseImage })).toReport({
      message: /"registry.example.org\/ocp\/release"/,
    });
  });

  it('reports the repository of the components of OpenShift 5', () => {
    const next = idms('next').mirror('quay.io/openshift-release-dev/ocp-v5.0-art-dev', [
      'm.example.com/release',
    ]);
    expect(check(rule, next, { before: next, operation: 'DELETE', version: '4.20.1' })).toReportNothing();
    expect(check(rule, next, { before: next, operation: 'DELETE', version: '5.0.0' })).toReport({
      message: /ocp-v5.0-art-dev/,
    });
  });

  it('reports the pools without a drop-in that has mirrors', () => {
    const world = { before: release, operation: 'DELETE' as const };
    const table = registryTable('quay.io/openshift-release-dev/ocp-release', ['m.example.com/release']);
    expect(check(rule, release, { ...world, facts: dropIn(table) })).toReport({
      message:
        'this change removes the last mirror of "quay.io/openshift-release-dev/ocp-release" in pool master; ' +
        'a disconnected cluster could no longer pull the release and its components: no upgrade, no new ' +
        'node. Create the replacement first',
    });
    const facts = dropIn(table, ['master', 'worker']);
    expect(check(rule, release, { ...world, facts })).toReportNothing();
  });
});
