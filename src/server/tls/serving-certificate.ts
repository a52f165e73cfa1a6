import { createPrivateKey, X509Certificate } from 'node:crypto';
import { splitPem } from './pem.ts';
import type { Validity } from './validity.ts';

/** A certificate with its key, checked to belong together. */
export interface ServingCertificate extends Validity {
  /** PEM, the certificate itself first, then the intermediate ones. */
  readonly chainPem: string;
  readonly keyPem: string;
  /** PEM of what clients have to trust, where the source knows it. */
  readonly caPem?: string;
  /** When the CA that signed it ends, where the source knows it. */
  readonly caNotAfterMs?: number;
  /** As in the certificate: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
}

export interface CertificateFiles {
  readonly chainPem: string;
  readonly keyPem: string;
  readonly caPem?: string;
}

/** What is wrong with it, as the end of a sentence that names it: `holds no certificate`. */
export interface CertificateFault {
  readonly fault: string;
}

/**
 * The certificate that these files hold, or why they cannot be served. Whether it has expired is not asked here: an expired
 * certificate may be the best there is.
 */
export function readServingCertificate(files: CertificateFiles): ServingCertificate | CertificateFault {
  const leaf = firstCertificate(files.chainPem);
  if (leaf === undefined) return { fault: 'holds no certificate in PEM' };
  const { subjectAltName } = leaf;
  // The API server is written in Go, which has not looked at the common name since Go 1.15.
  if (subjectAltName === undefined) return { fault: 'has no subject alternative name, so no API server accepts it' };

  const key = privateKey(files.keyPem);
  if (key === undefined) return { fault: 'comes with a private key that cannot be read (PEM without a passphrase is needed)' };
  if (!leaf.checkPrivateKey(key)) return { fault: 'does not belong to the private key beside it' };

  const issuer = splitPem(files.caPem ?? '')
    .map(certificate)
    .find((ca) => ca !== undefined && isSignedBy(leaf, ca));
  return {
    ...files,
    names: subjectAltName,
    ...validityOf(leaf),
    ...(issuer === undefined ? {} : { caNotAfterMs: validityOf(issuer).notAfterMs }),
  };
}

export function isFault(result: object): result is CertificateFault {
  return 'fault' in result;
}

/** The first certificate of a PEM text; undefined where there is none, or it cannot be read. */
export function firstCertificate(pem: string): X509Certificate | undefined {
  const [first] = splitPem(pem);
  return first === undefined ? undefined : certificate(first);
}

export function isSignedBy(leaf: X509Certificate, ca: X509Certificate): boolean {
  return leaf.checkIssued(ca) && leaf.verify(ca.publicKey);
}

export function validityOf({ validFromDate, validToDate }: X509Certificate): Validity {
  return { notBeforeMs: validFromDate.getTime(), notAfterMs: validToDate.getTime() };
}

function certificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function privateKey(pem: string): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
