import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import forge from 'node-forge';
import { isFault, readServingCertificate } from '../../src/certificates/serving-certificate.ts';
import {
  newRsaKeyPair,
  randomSerialNumber,
  signCertificate,
} from '../../src/certificates/sign-certificate.ts';
import { dayMs, made } from './made-certificates.ts';

const nowMs = Date.UTC(2026, 0, 1);
const { ca, leaf } = await made({ nowMs, names: ['a.b.svc'] });
const stranger = await made({ nowMs });
const texts = {
  chainPem: leaf.certificatePem,
  keyPem: leaf.keyPem,
  caPem: stranger.ca.certificatePem + ca.certificatePem,
};

function faultOf(change: Partial<typeof texts>, serverName?: string): string {
  const result = readServingCertificate({ ...texts, ...change }, serverName);
  return isFault(result) ? result.fault : 'no fault';
}

/** A certificate of an outdated tool: a 1024-bit key or no subject alternative name. */
function legacyCertificate({ bits = 2048, withName = true }): Partial<typeof texts> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  certificate.setSubject([{ shortName: 'CN', value: 'localhost' }]);
  if (withName)
    certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }]);
  const keyPem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  certificate.sign(forge.pki.privateKeyFromPem(keyPem), forge.md.sha256.create());
  return { chainPem: forge.pki.certificateToPem(certificate), keyPem };
}

const forClients = await signCertificate(
  {
    commonName: 'a client',
    serialNumber: randomSerialNumber(),
    validity: { notBeforeMs: nowMs, notAfterMs: nowMs + dayMs },
    extensions: [
      { name: 'extKeyUsage', clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  },
  await newRsaKeyPair(),
);

describe('readServingCertificate', () => {
  it('returns names, validity and the issuing CA', () => {
    expect(readServingCertificate(texts, 'a.b.svc')).toEqual({
      ...texts,
      names: 'DNS:localhost, DNS:a.b.svc',
      notBeforeMs: nowMs - 60 * 60 * 1000,
      notAfterMs: nowMs + 30 * dayMs,
      issuer: { pem: ca.certificatePem, notAfterMs: nowMs + 300 * dayMs },
    });
  });

  it('returns no CA if the issuing CA is absent', () => {
    expect(readServingCertificate({ ...texts, caPem: stranger.ca.certificatePem })).not.toHaveProperty(
      'issuer',
    );
    expect(readServingCertificate({ chainPem: texts.chainPem, keyPem: texts.keyPem })).not.toHaveProperty(
      'issuer',
    );
  });

  it('reads every key format of OpenSSL', () => {
    const keyPem = createPrivateKey(leaf.keyPem).export({ type: 'pkcs1', format: 'pem' }).toString();
    expect(faultOf({ keyPem })).toBe('no fault');
  });

  it.each<[string, Partial<typeof texts>]>([
    ['contains no certificate in PEM', { chainPem: '' }],
    [
      'contains no certificate in PEM',
      { chainPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
    ],
    ['has an unreadable private key', { keyPem: 'x' }],
    ['does not match its private key', { keyPem: stranger.leaf.keyPem }],
    ['has no subject alternative name', legacyCertificate({ withName: false })],
    ['is not a server certificate', { chainPem: forClients.certificatePem, keyPem: forClients.keyPem }],
    ['is rejected by OpenSSL', legacyCertificate({ bits: 1024 })],
  ])('reports that the certificate %s', (fault, change) => {
    expect(faultOf(change)).toContain(fault);
  });

  it('reports the names if the API server connects to another name', () => {
    expect(faultOf({}, 'c.b.svc')).toBe(
      'is for DNS:localhost, DNS:a.b.svc, but the API server connects to c.b.svc',
    );
  });
});
