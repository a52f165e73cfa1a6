import { describe, expect, it } from '@jest/globals';
import { checkServingCertificate, isTrustedBy } from '../../../src/cluster/live/certificate-check.ts';
import { dayMs, made } from '../../certificates/made-certificates.ts';

const nowMs = Date.UTC(2026, 0, 1);
const { ca, leaf } = await made({ nowMs, lifeMs: 30 * dayMs });
const check = (days: number, serverName = 'localhost') =>
  checkServingCertificate(leaf.certificatePem, { serverName, nowMs: nowMs + days * dayMs });

describe('checkServingCertificate', () => {
  it('accepts a current certificate', () => {
    expect(check(1)).toEqual({
      status: 'ok',
      message: expect.stringMatching(/^the serving certificate is valid until 2026-01-/),
    });
  });

  it.each([
    ['a late renewal', 28, 'warning', /its renewal is late$/],
    ['an expired certificate', 40, 'failed', /^the serving certificate expired on 2026-01-/],
    ['a future certificate', -10, 'failed', /is not valid yet; check the clocks$/],
  ])('reports %s', (_, days, status, message) => {
    expect(check(days)).toEqual({ status, message: expect.stringMatching(message) });
  });

  it('reports a certificate for another name, and none', () => {
    expect(check(1, 'mirrorguard.mirrorguard.svc')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('but the API server connects to mirrorguard.mirrorguard.svc'),
    });
    expect(checkServingCertificate('', { serverName: 'a', nowMs })).toMatchObject({ status: 'failed' });
  });
});

describe('isTrustedBy', () => {
  it('finds the CA among others', async () => {
    const other = await made();
    expect(isTrustedBy(other.ca.certificatePem + ca.certificatePem, leaf.certificatePem)).toBe(true);
    expect(isTrustedBy(other.ca.certificatePem, leaf.certificatePem)).toBe(false);
    expect(isTrustedBy('', leaf.certificatePem)).toBe(false);
  });
});
