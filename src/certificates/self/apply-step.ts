import { createCa, createServingCertificate } from '../create-certificates.ts';
import type { KeyedCertificate } from '../keyed-certificate.ts';
import type { newRsaKeyPair } from '../sign-certificate.ts';
import type { CertificateSecret } from './certificate-secret.ts';
import { correctBundle, type Step } from './rotation.ts';

export interface StepOptions {
  readonly names: readonly string[];
  readonly nowMs: number;
  readonly caLifeMs: number;
  readonly leafLifeMs: number;
  readonly newKeyPair?: typeof newRsaKeyPair;
}

/** The Secret after a step; undefined if the step changes nothing. */
export async function applyStep(
  step: Step,
  secret: CertificateSecret,
  options: StepOptions,
): Promise<CertificateSecret | undefined> {
  switch (step.kind) {
    case 'rest':
      return undefined;
    case 'correct-bundle':
      return { ...secret, bundle: step.bundle };
    case 'start-over': {
      const ca = await newCa(options);
      const leaf = await newLeaf(ca, options);
      return withBundle({ ca, leaf, bundle: secret.bundle }, options);
    }
    case 'stage-ca':
      return withBundle({ ...secret, nextCa: await newCa(options) }, options);
    case 'promote-ca': {
      const { nextCa: ca, ...kept } = secret;
      if (ca === undefined) throw new Error('there is no next CA to promote');
      return withBundle({ ...kept, ca, leaf: await newLeaf(ca, options) }, options);
    }
    case 'renew-leaf': {
      const { ca } = secret;
      if (ca === undefined) throw new Error('there is no CA to sign with');
      return withBundle({ ...secret, leaf: await newLeaf(ca, options) }, options);
    }
  }
}

function withBundle(secret: CertificateSecret, { nowMs }: StepOptions): CertificateSecret {
  return { ...secret, bundle: correctBundle(secret, nowMs) };
}

function newCa({ nowMs, caLifeMs, newKeyPair }: StepOptions): Promise<KeyedCertificate> {
  return createCa({ nowMs, lifeMs: caLifeMs }, newKeyPair);
}

function newLeaf(
  ca: KeyedCertificate,
  { names, nowMs, leafLifeMs, newKeyPair }: StepOptions,
): Promise<KeyedCertificate> {
  return createServingCertificate(ca, names, { nowMs, lifeMs: leafLifeMs }, newKeyPair);
}
