import type { KeyedCertificate } from '../keyed-certificate.ts';
import { splitPem } from '../pem.ts';
import type { SecretTexts } from './ports.ts';

/**
 * The content of the shared Secret. Parts that the Secret lacks are absent. The validity of the parts is not
 * checked here.
 */
export interface CertificateSecret {
  /** The CA that currently signs. */
  readonly ca?: KeyedCertificate;
  /** The CA that signs after every API server trusts it. */
  readonly nextCa?: KeyedCertificate;
  /** The serving certificate of all replicas. */
  readonly leaf?: KeyedCertificate;
  /** PEM, one element per CA: all CAs that API servers must trust, including the two above. */
  readonly bundle: readonly string[];
}

const keys = {
  ca: ['ca.crt', 'ca.key'],
  nextCa: ['next-ca.crt', 'next-ca.key'],
  leaf: ['tls.crt', 'tls.key'],
} as const;
const bundleKey = 'ca-bundle.crt';

export function readSecret(texts: SecretTexts): CertificateSecret {
  const pair = (part: keyof typeof keys) => {
    const [certificatePem, keyPem] = keys[part].map((key) => texts[key]);
    return certificatePem === undefined || keyPem === undefined ? {} : { [part]: { certificatePem, keyPem } };
  };
  return { ...pair('ca'), ...pair('nextCa'), ...pair('leaf'), bundle: splitPem(texts[bundleKey] ?? '') };
}

export function writeSecret(secret: CertificateSecret): SecretTexts {
  const texts: Record<string, string> = { [bundleKey]: secret.bundle.join('') };
  for (const part of ['ca', 'nextCa', 'leaf'] as const) {
    const pair = secret[part];
    if (pair === undefined) continue;
    const [certificateKey, keyKey] = keys[part];
    texts[certificateKey] = pair.certificatePem;
    texts[keyKey] = pair.keyPem;
  }
  return texts;
}
