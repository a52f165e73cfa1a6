import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-managed-registry-source.ts';
import { check } from '../../support/check.ts';

describe('no-managed-registry-source', () => {
  const platform = { isManaged: true, isHostedGuest: false, isHostingHub: false, isSingleNode: false };
  const on = (source: string) =>
    check(rule, idms('a').mirror(source, ['m.example.com/a']), { facts: { platform } });

  it.each([
    'registry.redhat.io',
    'quay.io',
    'quay.io/team',
    'registry.access.redhat.com',
    'registry.access.redhat.com/ubi9',
    'registry.access.redhat.com:443',
    'registry.access.redhat.community/x',
  ])('denies %s', (source) => {
    expect(on(source)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: `managed OpenShift rejects mirrors for "${source}", which is a platform registry; remove the source`,
    });
  });

  it.each([
    'registry.redhat.io/ubi9',
    'quay.io:443/x',
    'quay.io:443',
    'quay.iox/a',
    '*.redhat.io',
    '*.io',
    'a.quay.io',
    'registry.redhat.io:443',
  ])('allows %s', (source) => {
    expect(on(source)).toReportNothing();
  });

  it('matches the regular expression of the service for any source', () => {
    const expression = /(^registry\.redhat\.io$|^quay\.io(\/[^\n]*)?$|^registry\.access\.redhat\.com(\/.*)?)/;
    const part = fc.constantFrom(
      'registry',
      '.',
      'redhat',
      'io',
      'quay',
      'access',
      'com',
      '/',
      '\n',
      ':443',
      '*',
      'quay.io',
      'registry.redhat.io',
      'registry.access.redhat.com',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const source = parts.join('');
        expect(on(source).length > 0).toBe(expression.test(source));
      }),
    );
  });

  it('allows platform registries as mirrors, and on clusters that are unmanaged or unknown', () => {
    expect(
      check(rule, idms('a').mirror('ghcr.io/a', ['quay.io/a']), { facts: { platform } }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.io/a']), {
        facts: { platform: { ...platform, isManaged: false } },
      }),
    ).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io', ['m.io/a']))).toReportNothing();
  });
});

describe('no-managed-registry-source with the option platform: managed', () => {
  const options = { platform: 'managed' };

  it('ignores the platform of the cluster', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/a']), { options })).toHaveLength(1);
    expect(check(rule, idms('a').mirror('ghcr.io/a', ['m.io/a']), { options })).toReportNothing();
  });
});
