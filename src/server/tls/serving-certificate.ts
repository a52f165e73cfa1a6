import { createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { isFor, isSignedBy, readCertificate, validityOf } from './keyed-certificate.ts';
import { splitPem } from './pem.ts';
import type { Validity } from './validity.ts';

/** What a listener needs, and what is asked about it; the parts are checked to belong together. */
export interface ServingCertificate extends Validity {
  /** PEM, the certificate itself first, then the intermediate ones. */
  readonly chainPem: string;
  readonly keyPem: string;
  /** PEM of what clients have to trust, where the source knows it. */
  readonly caPem?: string;
  /** When the CA that signed it ends, where the source knows it. */
  readonly caNotAfterMs?: number;
  /** As OpenSSL prints them: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
}

export interface CertificateTexts {
  readonly chainPem: string;
  readonly keyPem: string;
  readonly caPem?: string;
}

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
export function readServingCertificate(texts: CertificateTexts, serverName?: string): ServingCertificate | CertificateFault {
  const [leafPem] = splitPem(texts.chainPem);
  const leaf = leafPem === undefined ? undefined : readCertificate(leafPem);
  if (leaf === undefined) return { fault: 'holds no certificate in PEM' };

  const names = leaf.subjectAltName;
  // API servers do not look at the common name.
  if (names === undefined) return { fault: 'has no subject alternative name, so no API server accepts it' };
  if (serverName !== undefined && !isFor(leaf, serverName)) {
    return { fault: `is for ${names}, but the API server asks for ${serverName}` };
  }
  const key = readKey(texts.keyPem);
  if (key === undefined) return { fault: 'comes with a private key that cannot be read (PEM without a passphrase is needed)' };
  if (!leaf.checkPrivateKey(key)) return { fault: 'does not belong to the private key beside it' };
  const refusal = refusalByTls(texts);
  if (refusal !== undefined) return { fault: `is refused by OpenSSL (${refusal})` };

  const issuer = splitPem(texts.caPem ?? '')
    .map(readCertificate)
    .find((ca) => ca !== undefined && isSignedBy(leaf, ca));
  return { ...texts, names, ...validityOf(leaf), ...(issuer === undefined ? {} : { caNotAfterMs: validityOf(issuer).notAfterMs }) };
}

export function isFault(result: ServingCertificate | CertificateFault): result is CertificateFault {
  return 'fault' in result;
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
