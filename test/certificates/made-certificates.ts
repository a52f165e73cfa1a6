import { createCa, createServingCertificate } from '../../src/certificates/create-certificates.ts';
import type { KeyedCertificate } from '../../src/certificates/keyed-certificate.ts';
import {
  newRsaKeyPair,
  randomSerialNumber,
  signCertificate,
} from '../../src/certificates/sign-certificate.ts';

export const dayMs = 24 * 60 * 60 * 1000;

export interface MadeCertificates {
  readonly ca: KeyedCertificate;
  readonly leaf: KeyedCertificate;
}

/** A CA and a serving certificate for `localhost` and the given names. */
export async function made({
  nowMs = Date.now(),
  lifeMs = 30 * dayMs,
  names = [] as readonly string[],
} = {}): Promise<MadeCertificates> {
  const ca = await createCa({ nowMs, lifeMs: 10 * lifeMs });
  return { ca, leaf: await createServingCertificate(ca, ['localhost', ...names], { nowMs, lifeMs }) };
}

/** A client certificate like that of an API server. */
export async function clientCertificate(issuer: KeyedCertificate): Promise<KeyedCertificate> {
  const draft = {
    commonName: 'kube-apiserver',
    serialNumber: randomSerialNumber(),
    validity: { notBeforeMs: Date.now() - dayMs, notAfterMs: Date.now() + dayMs },
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
    issuer,
  };
  return signCertificate(draft, await newRsaKeyPair());
}
