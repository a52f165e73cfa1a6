import { sign as createSignature, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type forgeLibrary from 'node-forge';
import type { KeyedCertificate } from './keyed-certificate.ts';
import type { Validity } from './validity.ts';

type Forge = typeof forgeLibrary;
type Certificate = forgeLibrary.pki.Certificate;
type PrivateKey = forgeLibrary.pki.rsa.PrivateKey;

/** A key pair in PEM: SPKI and PKCS #8. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface Draft {
  readonly commonName: string;
  readonly serialNumber: string;
  /** The validity in whole seconds. */
  readonly validity: Validity;
  /** In the format of node-forge; key identifiers are added. */
  readonly extensions: readonly object[];
  /** Default: self-signed. */
  readonly issuer?: KeyedCertificate;
}

const generate = promisify(generateKeyPair);

/**
 * OpenSSL creates the key in about 50 ms, outside the event loop. RSA, because node-forge supports no other
 * type.
 */
export function newRsaKeyPair(): Promise<KeyPair> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** 127 random bits as hexadecimal digits: positive and of fixed length (RFC 5280 4.1.2.2). */
export function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40);
  return bytes.toString('hex');
}

/** Signs a draft. Cost: about 2 ms, plus 20 ms for the first call, which loads the library on demand. */
export async function signCertificate(
  draft: Draft,
  { publicKey, privateKey }: KeyPair,
): Promise<KeyedCertificate> {
  const { default: forge } = await import('node-forge');
  const { issuer, validity } = draft;
  const signer = issuer === undefined ? undefined : forge.pki.certificateFromPem(issuer.certificatePem);
  const subject = [{ shortName: 'CN', value: draft.commonName }];

  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = draft.serialNumber;
  certificate.validity.notBefore = new Date(validity.notBeforeMs);
  certificate.validity.notAfter = new Date(validity.notAfterMs);
  certificate.setSubject(subject);
  certificate.setIssuer(signer?.subject.attributes ?? subject);
  certificate.setExtensions([
    ...draft.extensions,
    { name: 'subjectKeyIdentifier' },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: (signer ?? certificate).generateSubjectKeyIdentifier().getBytes(),
    },
  ]);
  certificate.sign(openSslKey(forge, certificate, issuer?.keyPem ?? privateKey), forge.md.sha256.create());
  return { certificatePem: forge.pki.certificateToPem(certificate).replaceAll('\r', ''), keyPem: privateKey };
}

/**
 * A private key for node-forge, which calls only `sign`. OpenSSL signs in 1 ms and in constant time; the
 * JavaScript of node-forge takes 30 ms.
 */
function openSslKey(forge: Forge, certificate: Certificate, keyPem: string): PrivateKey {
  const key = {
    sign: () => {
      const signed = Buffer.from(forge.asn1.toDer(certificate.tbsCertificate).getBytes(), 'binary');
      return createSignature('sha256', signed, keyPem).toString('binary');
    },
  };
  return key as unknown as PrivateKey;
}
