import { describe, expect, it } from '@jest/globals';
import { describeStatus } from '../../src/certificates/certificate-status.ts';

const certificate = {
  chainPem: '',
  keyPem: '',
  names: 'DNS:a',
  notBeforeMs: Date.UTC(2026, 0, 1),
  notAfterMs: Date.UTC(2026, 0, 31),
};
const on = (day: number) => Date.UTC(2026, 0, day);

describe('describeStatus', () => {
  it('names the certificate and its expiry while it is valid', () => {
    expect(describeStatus({ certificate, nowMs: on(2) })).toEqual({
      state: 'ok',
      reason: 'serving until 2026-01-31T00:00:00Z for DNS:a',
      notAfterMs: certificate.notAfterMs,
    });
  });

  it('returns a warning if the renewal has a problem', () => {
    expect(describeStatus({ certificate, problem: 'the next one is broken', nowMs: on(2) })).toMatchObject({
      state: 'warning',
      reason: 'serving until 2026-01-31T00:00:00Z for DNS:a; the next one is broken',
    });
  });

  it('returns a failure with the reason without a certificate', () => {
    expect(describeStatus({ certificate: undefined, nowMs: on(2) })).toEqual({
      state: 'failed',
      reason: 'no serving certificate, so clients cannot connect: waiting for the first check',
    });
    expect(
      describeStatus({ certificate: undefined, problem: 'it is broken', nowMs: on(2) }).reason,
    ).toContain('it is broken');
  });

  it('returns a failure for an expired certificate with a problem', () => {
    expect(describeStatus({ certificate, problem: 'the next one is broken', nowMs: on(32) })).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/expired on 2026-01-31.*; the next one is broken/),
    });
  });

  it('contains the expiry of the CA if the CA is known', () => {
    const issuer = { pem: '', notAfterMs: 7 };
    expect(describeStatus({ certificate: { ...certificate, issuer }, nowMs: on(2) })).toMatchObject({
      caNotAfterMs: 7,
    });
  });
});
