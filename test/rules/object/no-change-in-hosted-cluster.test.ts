import { describe, expect, it } from '@jest/globals';
import { icsp, idms, image, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-change-in-hosted-cluster.ts';
import { check } from '../../support/check.ts';

describe('no-change-in-hosted-cluster', () => {
  const platform = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };

  const message = (action: string, object: string) =>
    `HyperShift ${action} ${object} in a hosted cluster; set spec.imageContentSources of the HostedCluster ` +
    'in the management cluster (on ROSA: rosa create image-mirror)';

  it('denies every kind, and names the field of the HostedCluster', () => {
    const hosted = { facts: { platform } };
    expect(check(rule, idms('a'), hosted)).toReport({
      path: '',
      message: message('denies', 'ImageDigestMirrorSet a'),
    });
    expect(check(rule, itms('cluster'), hosted)).toReport({
      message: message('denies', 'ImageTagMirrorSet cluster'),
    });
    expect(check(rule, icsp('a'), hosted)).toReport({
      message: message('denies', 'ImageContentSourcePolicy a'),
    });
  });

  it('denies a deletion', () => {
    expect(check(rule, idms('a'), { facts: { platform }, before: idms('a'), operation: 'DELETE' })).toReport({
      message: message('denies', 'ImageDigestMirrorSet a'),
    });
  });

  it('warns that HyperShift overwrites ImageDigestMirrorSet cluster', () => {
    expect(check(rule, idms('cluster'), { facts: { platform } })).toReport({
      message: message('overwrites', 'ImageDigestMirrorSet cluster'),
      severity: 'warn',
    });
  });

  it('warns about an update and a deletion of Image cluster, which HyperShift writes itself', () => {
    const subject = image({ blockedRegistries: ['docker.io'] });
    const reported = {
      path: '',
      message:
        'HyperShift denies changes of Image cluster in a hosted cluster; set spec.configuration.image of the ' +
        'HostedCluster in the management cluster',
      severity: 'warn' as const,
    };
    for (const operation of ['UPDATE', 'DELETE'] as const)
      expect(check(rule, subject, { facts: { platform }, before: image({}), operation })).toReport(reported);
    expect(check(rule, subject, { facts: { platform } })).toReportNothing();
    expect(check(rule, subject, { before: image({}) })).toReportNothing();
  });

  it('reports nothing in other clusters', () => {
    expect(
      check(rule, idms('cluster'), { facts: { platform: { ...platform, isHostedGuest: false } } }),
    ).toReportNothing();
    expect(check(rule, idms('cluster'))).toReportNothing();
  });
});
