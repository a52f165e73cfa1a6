import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/object/no-ipv6-address.ts';
import { check } from '../../support/check.ts';

describe('no-ipv6-address', () => {
  it('names the address', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['[2001:db8::1]:5000/team']))).toReport({
      path: 'spec.imageDigestMirrors[0].mirrors[0]',
      message: /holds the IPv6 address "\[2001:db8::1\]"/,
    });
  });

  it('accepts an IPv4 address', () => {
    expect(check(rule, idms('a').mirror('quay.io/team', ['10.0.0.1:5000/team']))).toReportNothing();
  });
});
