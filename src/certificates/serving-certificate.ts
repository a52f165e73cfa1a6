import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { isFor, isSignedBy, readCertificate, validityOf } from './keyed-certificate.ts';
import { splitPem } from './pem.ts';
import { isValidAt, type Validity } from './validity.ts';

/** What a listener needs, and what is asked about it; the parts are checked to belong together. */
export interface ServingCertificate extends Validity {
  /** PEM, the certificate itself first, then the intermediate ones. */
  readonly chainPem: string;
  readonly keyPem: string;
  /** PEM of what clients have to trust, where the source knows it. */
  readonly caPem?: string;
  /** The CA among them that signed it. */
  readonly issuer?: { readonly pem: string; readonly notAfterMs: number };
  /** As OpenSSL prints them: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
}

export interface CertificateTexts {
  readonly chainPem: string;
  readonly keyPem: string;
  readonly caPem?: string;
}

/** serverAuth, and any usage (RFC 5280 4.2.1.12). */
const serverUsages = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

/** What is wrong with it, as the end of a sentence that names it: `holds no certificate`. */
export interface CertificateFault {
  readonly fault: string;
}

/**
 * The certificate in these texts, or why it cannot be served. Whether it has expired is not asked here: an expired certificate
 * may be the best there is.
 *
 * @param serverName what clients will look for in it, where that is known
 */
export function readServingCertificate(
  texts: CertificateTexts,
  serverName?: string,
): ServingCertificate | CertificateFault {
  const [leafPem] = splitPem(texts.chainPem);
  const leaf = leafPem === undefined ? undefined : readCertificate(leafPem);
  if (leaf === undefined) return { fault: 'holds no certificate in PEM' };

  const names = leaf.subjectAltName;
  // API servers do not look at the common name.
  if (names === undefined) return { fault: 'has no subject alternative name, so no API server accepts it' };
  if (serverName !== undefined && !isFor(leaf, serverName)) {
    return { fault: `is for ${names}, but the API server asks for ${serverName}` };
  }
  // Node calls the extended key usage so; absent, everything is allowed.
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.some((usage) => serverUsages.includes(usage))) {
    return { fault: 'may not be used by a server (its extended key usage lacks serverAuth)' };
  }
  const key = readKey(texts.keyPem);
  if (key === undefined)
    return { fault: 'comes with a private key that cannot be read (PEM without a passphrase is needed)' };
  if (!leaf.checkPrivateKey(key)) return { fault: 'does not belong to the private key beside it' };
  const refusal = refusalByTls(texts);
  if (refusal !== undefined) return { fault: `is refused by OpenSSL (${refusal})` };

  const issuer = issuerOf(leaf, texts.caPem ?? '');
  return { ...texts, names, ...validityOf(leaf), ...(issuer === undefined ? {} : { issuer }) };
}

/**
 * Why the certificate that was found is left aside for the one that is served; undefined where it should be served. One that is
 * out of its time is the better one only where the other is so too.
 */
export function whyNotServed(
  found: ServingCertificate,
  served: ServingCertificate | undefined,
  nowMs: number,
): string | undefined {
  if (served === undefined || served.chainPem === found.chainPem) return undefined;
  if (isValidAt(found, nowMs) || !isValidAt(served, nowMs)) return undefined;
  const [start, end] = [found.notBeforeMs, found.notAfterMs].map((ms) => new Date(ms).toISOString());
  return `is out of its time (${start} to ${end}); the one before it is served on`;
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

/** Keys that are too short, broken intermediate certificates: what only the making of a context finds. */
function refusalByTls({ chainPem, keyPem }: CertificateTexts): string | undefined {
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
