import type { KeyedCertificate } from '../keyed-certificate.ts';
import { splitPem } from '../pem.ts';
import type { SecretTexts } from './ports.ts';

/** What the replicas share. Parts are absent where they are missing in the Secret; whether they are any good is asked elsewhere. */
export interface CertificateSecret {
  /** Signs. */
  readonly ca?: KeyedCertificate;
  /** Will sign as soon as every API server trusts it. */
  readonly nextCa?: KeyedCertificate;
  /** What the replicas serve. */
  readonly leaf?: KeyedCertificate;
  /** PEM, one a CA: all that API servers have to trust, those above included. */
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
