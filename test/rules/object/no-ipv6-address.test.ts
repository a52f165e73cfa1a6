import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-ipv6-address.ts';
import { check } from '../../support/check.ts';

describe('no-ipv6-address', () => {
  it('names an address in brackets', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['[2001:db8::1]:5000/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message:
        'mirror "[2001:db8::1]:5000/team" contains the IPv6 address "[2001:db8::1]", ' +
        'but IPv6 addresses cannot be used; use a DNS name',
    });
  });

  it.each([
    ['2001:db8::1/team', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1:5000/team', '2001:db8:0:0:0:0:0:1:5000'],
    ['::1', '::1'],
  ])('denies the address in %s, which has no brackets', (mirror, address) => {
    expect(check(rule, idms('a').mirror('quay.io/team', [mirror]))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: `mirror "${mirror}" contains the IPv6 address "${address}", but IPv6 addresses cannot be used; use a DNS name`,
    });
  });

  it('allows an IPv4 address', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['10.0.0.1:5000/team']))).toReportNothing();
  });
});
