import { sign as createSignature, generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { KeyedCertificate } from './keyed-certificate.ts';
import type { Validity } from './validity.ts';

export interface Life {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** From now to the end, the backdating not counted. */
  readonly lifeMs: number;
}

/** Clocks of the node that makes a certificate and the API server that checks it differ: it is good from an hour before. */
const backdatedByMs = 60 * 60 * 1000;
/** What a short life can bear of it. */
const largestBackdatedShare = 0.1;

const generate = promisify(generateKeyPair);

/**
 * A CA that may sign serving certificates and nothing else (pathLenConstraint 0). Its name is unique, so that no client takes
 * one of two generations for the other.
 *
 * Cost: some 50 ms for the key pair, off the event loop; the rest takes 2 ms on it.
 */
export async function makeCa(life: Life): Promise<KeyedCertificate> {
  const serialNumber = randomSerialNumber();
  const subject = [{ shortName: 'CN', value: `mirrorguard CA ${serialNumber.slice(0, 8)}` }];
  return sign({
    serialNumber,
    subject,
    issuer: subject,
    validity: validityFor(life),
    extensions: [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    ],
  });
}

/**
 * A serving certificate for the names given, signed by the CA; it never outlives the CA.
 *
 * @param names DNS names and IP addresses; at least one, as API servers look at nothing else
 */
export async function makeServingCertificate(ca: KeyedCertificate, names: readonly string[], life: Life): Promise<KeyedCertificate> {
  if (names.length === 0) throw new Error('a serving certificate needs at least one name');
  const issuer = forge.pki.certificateFromPem(ca.certificatePem);
  const { notBeforeMs, notAfterMs } = validityFor(life);
  return sign({
    serialNumber: randomSerialNumber(),
    // A common name holds 64 characters, a Service's name may have more; clients read the alternative names.
    subject: [{ shortName: 'CN', value: 'mirrorguard' }],
    issuer: issuer.subject.attributes,
    validity: { notBeforeMs, notAfterMs: Math.min(notAfterMs, issuer.validity.notAfter.getTime()) },
    signer: { keyPem: ca.keyPem, keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    extensions: [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map(alternativeName) },
    ],
  });
}

interface Draft {
  readonly serialNumber: string;
  readonly subject: forge.pki.CertificateField[];
  readonly issuer: forge.pki.CertificateField[];
  readonly validity: Validity;
  /** Absent: it signs itself. */
  readonly signer?: { readonly keyPem: string; readonly keyIdentifier: string };
  readonly extensions: readonly object[];
}

async function sign({ serialNumber, subject, issuer, validity, signer, extensions }: Draft): Promise<KeyedCertificate> {
  const pair = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  certificate.serialNumber = serialNumber;
  certificate.validity.notBefore = new Date(validity.notBeforeMs);
  certificate.validity.notAfter = new Date(validity.notAfterMs);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  const keyIdentifier = signer?.keyIdentifier ?? certificate.generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([...extensions, { name: 'subjectKeyIdentifier' }, { name: 'authorityKeyIdentifier', keyIdentifier }]);
  certificate.sign(openSslKey(certificate, signer?.keyPem ?? pair.privateKey), forge.md.sha256.create());
  return { certificatePem: unixLines(forge.pki.certificateToPem(certificate)), keyPem: pair.privateKey };
}

/** Whole seconds, as certificates hold them. */
function validityFor({ nowMs, lifeMs }: Life): Validity {
  const backdatedMs = Math.min(backdatedByMs, lifeMs * largestBackdatedShare);
  const toSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;
  return { notBeforeMs: toSeconds(nowMs - backdatedMs), notAfterMs: toSeconds(nowMs + lifeMs) };
}

/** 127 random bits as hexadecimal digits: positive, and of the same length whatever they are (RFC 5280 4.1.2.2). */
function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40);
  return bytes.toString('hex');
}

/** GeneralName types of RFC 5280 4.2.1.6. */
function alternativeName(name: string): object {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}

/**
 * Stands for a private key of forge, which asks it for the signature alone: OpenSSL gives it in 1 ms where forge, in JavaScript,
 * takes 30, and in constant time.
 */
function openSslKey(certificate: forge.pki.Certificate, keyPem: string): forge.pki.rsa.PrivateKey {
  const key = {
    sign: () => {
      const signed = Buffer.from(forge.asn1.toDer(certificate.tbsCertificate).getBytes(), 'binary');
      return createSignature('sha256', signed, keyPem).toString('binary');
    },
  };
  return key as unknown as forge.pki.rsa.PrivateKey;
}

function unixLines(pem: string): string {
  return pem.replaceAll('\r\n', '\n');
}
