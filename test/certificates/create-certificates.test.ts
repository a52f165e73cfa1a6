import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import forge from 'node-forge';
import { createCa, createServingCertificate } from '../../src/certificates/create-certificates.ts';
import { dayMs, made } from './made-certificates.ts';

const nowMs = Date.UTC(2026, 0, 31, 12, 0, 0, 400);
const names = ['mirrorguard.mirrorguard.svc', 'localhost', '127.0.0.1', '::1'];
const ca = await createCa({ nowMs, lifeMs: 300 * dayMs });
const leaf = await createServingCertificate(ca, names, { nowMs, lifeMs: 90 * dayMs });
const caCertificate = new X509Certificate(ca.certificatePem);
const leafCertificate = new X509Certificate(leaf.certificatePem);

function extensionOf(pem: string, name: string): unknown {
  return forge.pki.certificateFromPem(pem).getExtension(name);
}

describe('createCa', () => {
  it('returns a self-signed CA', () => {
    expect(caCertificate.verify(caCertificate.publicKey)).toBe(true);
    expect(caCertificate.ca).toBe(true);
  });

  it('permits serving certificates but no subordinate CA', () => {
    expect(extensionOf(ca.certificatePem, 'basicConstraints')).toMatchObject({
      critical: true,
      cA: true,
      pathLenConstraint: 0,
    });
    expect(extensionOf(ca.certificatePem, 'keyUsage')).toMatchObject({
      critical: true,
      keyCertSign: true,
      digitalSignature: false,
    });
  });

  it('gives each CA its own name', async () => {
    const { ca: other } = await made();
    expect(new X509Certificate(other.certificatePem).subject).not.toBe(caCertificate.subject);
  });

  it('backdates by an hour and sets the requested lifetime in whole seconds', () => {
    expect(caCertificate.validFromDate).toEqual(new Date(Date.UTC(2026, 0, 31, 11, 0, 0)));
    expect(caCertificate.validToDate).toEqual(new Date(Date.UTC(2026, 0, 31, 12, 0, 0) + 300 * dayMs));
  });

  it('backdates by a tenth of a lifetime below ten hours', async () => {
    const { validFromDate } = new X509Certificate((await createCa({ nowMs, lifeMs: 60_000 })).certificatePem);
    expect(validFromDate.getTime()).toBe(Math.floor((nowMs - 6_000) / 1000) * 1000);
  });
});

describe('createServingCertificate', () => {
  it('is signed by the CA and has its key identifier', () => {
    expect(leafCertificate.checkIssued(caCertificate)).toBe(true);
    expect(leafCertificate.verify(caCertificate.publicKey)).toBe(true);
  });

  it('contains the given host names and addresses', () => {
    expect(leafCertificate.subjectAltName).toBe(
      'DNS:mirrorguard.mirrorguard.svc, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
  });

  it('permits serverAuth and no signing', () => {
    expect(leafCertificate.ca).toBe(false);
    expect(extensionOf(leaf.certificatePem, 'extKeyUsage')).toMatchObject({ serverAuth: true });
    expect(extensionOf(leaf.certificatePem, 'extKeyUsage')).not.toHaveProperty('clientAuth');
    expect(extensionOf(leaf.certificatePem, 'keyUsage')).toMatchObject({
      digitalSignature: true,
      keyCertSign: false,
    });
  });

  it('expires no later than the CA', async () => {
    const long = await createServingCertificate(ca, names, { nowMs, lifeMs: 900 * dayMs });
    expect(new X509Certificate(long.certificatePem).validTo).toBe(caCertificate.validTo);
  });

  it('has a new positive serial number of 16 bytes', async () => {
    const { leaf: other } = await made();
    const numbers = [leafCertificate, caCertificate, new X509Certificate(other.certificatePem)].map(
      ({ serialNumber }) => serialNumber,
    );
    expect(new Set(numbers).size).toBe(3);
    for (const number of numbers) expect(number).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  it('contains a Service name longer than a common name may be', async () => {
    const longest = `${'s'.repeat(63)}.${'n'.repeat(63)}.svc`;
    const { leaf: long } = await made({ names: [longest] });
    expect(new X509Certificate(long.certificatePem).checkHost(longest)).toBe(longest);
  });

  it('requires a name', async () => {
    await expect(createServingCertificate(ca, [], { nowMs, lifeMs: dayMs })).rejects.toThrow(
      'needs at least one name',
    );
  });
});
