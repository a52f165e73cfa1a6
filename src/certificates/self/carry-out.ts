import type { KeyedCertificate } from '../keyed-certificate.ts';
import { makeCa, makeServingCertificate } from '../make-certificates.ts';
import type { newRsaKeyPair } from '../sign-certificate.ts';
import type { CertificateSecret } from './certificate-secret.ts';
import { correctBundle, type Step } from './rotation.ts';

export interface Making {
  readonly names: readonly string[];
  readonly nowMs: number;
  readonly caLifeMs: number;
  readonly leafLifeMs: number;
  readonly newKeyPair?: typeof newRsaKeyPair;
}

/** The Secret after a step; undefined if the step changes nothing. */
export async function carryOut(
  step: Step,
  secret: CertificateSecret,
  making: Making,
): Promise<CertificateSecret | undefined> {
  switch (step.kind) {
    case 'rest':
      return undefined;
    case 'correct-bundle':
      return { ...secret, bundle: step.bundle };
    case 'start-over': {
      const ca = await newCa(making);
      const leaf = await newLeaf(ca, making);
      return withBundle({ ca, leaf, bundle: secret.bundle }, making);
    }
    case 'stage-ca':
      return withBundle({ ...secret, nextCa: await newCa(making) }, making);
    case 'promote-ca': {
      const { nextCa: ca, ...kept } = secret;
      if (ca === undefined) throw new Error('there is no next CA to promote');
      return withBundle({ ...kept, ca, leaf: await newLeaf(ca, making) }, making);
    }
    case 'renew-leaf': {
      const { ca } = secret;
      if (ca === undefined) throw new Error('there is no CA to sign with');
      return withBundle({ ...secret, leaf: await newLeaf(ca, making) }, making);
    }
  }
}

function withBundle(secret: CertificateSecret, { nowMs }: Making): CertificateSecret {
  return { ...secret, bundle: correctBundle(secret, nowMs) };
}

function newCa({ nowMs, caLifeMs, newKeyPair }: Making): Promise<KeyedCertificate> {
  return makeCa({ nowMs, lifeMs: caLifeMs }, newKeyPair);
}

function newLeaf(
  ca: KeyedCertificate,
  { names, nowMs, leafLifeMs, newKeyPair }: Making,
): Promise<KeyedCertificate> {
  return makeServingCertificate(ca, names, { nowMs, lifeMs: leafLifeMs }, newKeyPair);
}
