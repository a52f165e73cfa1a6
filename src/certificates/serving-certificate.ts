import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { isFor, isSignedBy, readCertificate, validityOf } from './keyed-certificate.ts';
import { splitPem } from './pem.ts';
import { isValidAt, type Validity } from './validity.ts';

/** The certificate and key of a listener, verified to match. */
export interface ServingCertificate extends Validity {
  /** PEM: the certificate, followed by the intermediate certificates. */
  readonly chainPem: string;
  readonly keyPem: string;
  /** PEM of the CAs that clients must trust; undefined if the source has no CA. */
  readonly caPem?: string;
  /** The CA in `caPem` that signed the certificate. */
  readonly issuer?: { readonly pem: string; readonly notAfterMs: number };
  /** The names in the format of OpenSSL: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
}

export interface CertificateTexts {
  readonly chainPem: string;
  readonly keyPem: string;
  readonly caPem?: string;
}

/** The extended key usages serverAuth and anyExtendedKeyUsage (RFC 5280 4.2.1.12). */
const serverUsages = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

/** The fault as the predicate of a sentence about the certificate: `contains no certificate in PEM`. */
export interface CertificateFault {
  readonly fault: string;
}

/**
 * Parses a certificate, or returns why it cannot be served. Accepts an expired certificate, because the
 * source may have no better one.
 * @param serverName the name that clients verify, if known
 */
export function readServingCertificate(
  texts: CertificateTexts,
  serverName?: string,
): ServingCertificate | CertificateFault {
  const [leafPem] = splitPem(texts.chainPem);
  const leaf = leafPem === undefined ? undefined : readCertificate(leafPem);
  if (leaf === undefined) return { fault: 'contains no certificate in PEM' };

  const names = leaf.subjectAltName;
  // API servers ignore the common name.
  if (names === undefined) return { fault: 'has no subject alternative name, so the API server rejects it' };
  if (serverName !== undefined && !isFor(leaf, serverName)) {
    return { fault: `is for ${names}, but the API server connects to ${serverName}` };
  }
  // In Node.js, `keyUsage` is the extended key usage. Without it, every usage is allowed.
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.some((usage) => serverUsages.includes(usage))) {
    return { fault: 'is not a server certificate (its extended key usage lacks serverAuth)' };
  }
  const key = readKey(texts.keyPem);
  if (key === undefined)
    return { fault: 'has an unreadable private key (required: PEM without a passphrase)' };
  if (!leaf.checkPrivateKey(key)) return { fault: 'does not match its private key' };
  const error = tlsErrorOf(texts);
  if (error !== undefined) return { fault: `is rejected by OpenSSL (${error})` };

  const issuer = issuerOf(leaf, texts.caPem ?? '');
  return { ...texts, names, ...validityOf(leaf), ...(issuer === undefined ? {} : { issuer }) };
}

/**
 * Why the new certificate does not replace the served one; undefined if it does. A certificate that is
 * expired or not yet valid replaces only another one that is not valid.
 */
export function whyNotServed(
  found: ServingCertificate,
  served: ServingCertificate | undefined,
  nowMs: number,
): string | undefined {
  if (served === undefined || served.chainPem === found.chainPem) return undefined;
  if (isValidAt(found, nowMs) || !isValidAt(served, nowMs)) return undefined;
  const [start, end] = [found.notBeforeMs, found.notAfterMs].map((ms) => new Date(ms).toISOString());
  return `is valid from ${start} to ${end}, not now; the previous certificate is still served`;
}

export function isSameCertificate(some: ServingCertificate, other: ServingCertificate | undefined): boolean {
  return some.chainPem === other?.chainPem && some.keyPem === other.keyPem && some.caPem === other.caPem;
}

export function isFault(result: ServingCertificate | CertificateFault): result is CertificateFault {
  return 'fault' in result;
}

function issuerOf(leaf: X509Certificate, caPem: string): ServingCertificate['issuer'] {
  for (const pem of splitPem(caPem)) {
    const ca = readCertificate(pem);
    if (ca !== undefined && isSignedBy(leaf, ca)) return { pem, notAfterMs: validityOf(ca).notAfterMs };
  }
  return undefined;
}

/**
 * Keys that are too short and invalid intermediate certificates are detected only when a TLS context is
 * created.
 */
function tlsErrorOf({ chainPem, keyPem }: CertificateTexts): string | undefined {
  try {
    createSecureContext({ cert: chainPem, key: keyPem });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readKey(pem: string): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
