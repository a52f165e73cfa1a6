import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-managed-registry-source.ts';
import { check } from '../../support/check.ts';

describe('no-managed-registry-source', () => {
  const platform = { isManaged: true, isHostedGuest: false, isHostingHub: false, isSingleNode: false };
  const on = (source: string) =>
    check(rule, idms('a').mirror(source, ['m.example.com/a']), { around: { platform } });

  it.each([
    'registry.redhat.io',
    'quay.io',
    'quay.io/team',
    'registry.access.redhat.com',
    'registry.access.redhat.com/ubi9',
    'registry.access.redhat.com:443',
    'registry.access.redhat.community/x',
  ])('knows that %s is refused', (source) => {
    expect(on(source)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: `managed OpenShift refuses mirrors for "${source}": it is a registry of the platform`,
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
  ])('knows that %s is accepted', (source) => {
    expect(on(source)).toReportNothing();
  });

  it('judges as the expression of the service does, whatever the source', () => {
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

  it('leaves mirrors alone, and clusters that are not managed or not known to be', () => {
    expect(
      check(rule, idms('a').mirror('ghcr.io/a', ['quay.io/a']), { around: { platform } }),
    ).toReportNothing();
    expect(
      check(rule, idms('a').mirror('quay.io', ['m.io/a']), {
        around: { platform: { ...platform, isManaged: false } },
      }),
    ).toReportNothing();
    expect(check(rule, idms('a').mirror('quay.io', ['m.io/a']))).toReportNothing();
  });
});

describe('no-managed-registry-source, where the policy says that the cluster is managed', () => {
  const options = { platform: 'managed' };

  it('does not ask the cluster', () => {
    expect(check(rule, idms('a').mirror('quay.io/a', ['m.io/a']), { options })).toHaveLength(1);
    expect(check(rule, idms('a').mirror('ghcr.io/a', ['m.io/a']), { options })).toReportNothing();
  });
});
