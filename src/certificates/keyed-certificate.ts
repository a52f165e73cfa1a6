import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type Age, ageOf, type Validity } from './validity.ts';

/** A certificate and its private key. */
export interface KeyedCertificate {
  readonly certificatePem: string;
  /** PKCS #8. */
  readonly keyPem: string;
}

/** `broken`: the certificate can never be used. */
export type Condition = Age | 'broken';

/** The condition of a self-signed CA. An absent or unreadable CA is broken. */
export function conditionOfCa(ca: KeyedCertificate | undefined, nowMs: number): Condition {
  const certificate = readPair(ca);
  return certificate?.ca ? ageOf(validityOf(certificate), nowMs) : 'broken';
}

/**
 * The condition of a serving certificate. It is also broken if another CA signed it or if it lacks one of the
 * names.
 */
export function conditionOfLeaf(
  leaf: KeyedCertificate | undefined,
  issuers: readonly string[],
  names: readonly string[],
  nowMs: number,
): Condition {
  const certificate = readPair(leaf);
  if (certificate === undefined || !names.every((name) => isFor(certificate, name))) return 'broken';
  const isKnown = issuers
    .map(readCertificate)
    .some((issuer) => issuer !== undefined && isSignedBy(certificate, issuer));
  return isKnown ? ageOf(validityOf(certificate), nowMs) : 'broken';
}

/** Undefined if the text is not a certificate. */
export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Checks the signature in addition to the names. */
export function isSignedBy(leaf: X509Certificate, issuer: X509Certificate): boolean {
  return leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey);
}

/**
 * Whether the subject alternative names contain a host name or IP address. Go ignores the common name since
 * 1.15.
 */
export function isFor(certificate: X509Certificate, name: string): boolean {
  const found =
    isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  return found !== undefined;
}

export function validityOf({ validFromDate, validToDate }: X509Certificate): Validity {
  return { notBeforeMs: validFromDate.getTime(), notAfterMs: validToDate.getTime() };
}

/** Undefined if the certificate or the key is unreadable, or if they do not match. */
function readPair(pair: KeyedCertificate | undefined): X509Certificate | undefined {
  const certificate = pair === undefined ? undefined : readCertificate(pair.certificatePem);
  return pair !== undefined && certificate !== undefined && holdsKey(certificate, pair.keyPem)
    ? certificate
    : undefined;
}

function holdsKey(certificate: X509Certificate, keyPem: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    return false;
  }
}
