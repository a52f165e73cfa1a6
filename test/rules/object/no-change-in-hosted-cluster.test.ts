import { describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-change-in-hosted-cluster.ts';
import { check } from '../../support/check.ts';

describe('no-change-in-hosted-cluster', () => {
  const platform = { isManaged: false, isHostedGuest: true, isHostingHub: false, isSingleNode: false };

  it('sends the admin to the HostedCluster', () => {
    expect(check(rule, idms('a'), { around: { platform } })).toReport({
      path: '',
      message: /spec\.imageContentSources of the HostedCluster/,
    });
    expect(check(rule, itms('cluster'), { around: { platform } })).toReport({});
    expect(check(rule, idms('a'), { around: { platform }, before: idms('a'), operation: 'DELETE' })).toReport(
      {},
    );
  });

  it('is silent about other kinds and names, and in other clusters', () => {
    expect(check(rule, itms('a'), { around: { platform } })).toReportNothing();
    expect(
      check(rule, idms('cluster'), { around: { platform: { ...platform, isHostedGuest: false } } }),
    ).toReportNothing();
    expect(check(rule, idms('cluster'))).toReportNothing();
  });
});
