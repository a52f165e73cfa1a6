import {
  type Condition,
  conditionOfCa,
  conditionOfLeaf,
  readCertificate,
  validityOf,
} from '../keyed-certificate.ts';
import { splitPem } from '../pem.ts';
import type { ServingCertificate } from '../serving-certificate.ts';
import type { CertificateSecret } from './certificate-secret.ts';

export interface Observation {
  readonly secret: CertificateSecret;
  /** Names that clients verify in the serving certificate. */
  readonly names: readonly string[];
  readonly nowMs: number;
  /**
   * True if every CA of the bundle has been in every webhook configuration long enough for all API servers to
   * receive it. Their watches deliver changes at different times.
   */
  readonly isSettled: boolean;
}

/** The next change of the Secret. The leader observes again after each step. */
export type Step =
  | { readonly kind: 'rest' }
  /** No part is usable: create a CA and immediately a serving certificate signed by it. */
  | { readonly kind: 'start-over' }
  /** Create a CA that does not sign yet. */
  | { readonly kind: 'stage-ca' }
  /** Replace the old CA with the new one and sign a new serving certificate. */
  | { readonly kind: 'promote-ca' }
  | { readonly kind: 'renew-leaf' }
  | { readonly kind: 'correct-bundle'; readonly bundle: readonly string[] };

const rest: Step = { kind: 'rest' };

/**
 * Selects the next step. Clients with a recent bundle must trust the serving certificate at all times:
 * - a CA signs a serving certificate only after it was in the bundle long enough (`isSettled`), and
 * - a CA is removed from the bundle only after it has expired, and with it every certificate that it signed.
 * Cost: about 2 ms of signature checks.
 */
export function nextStep({ secret, names, nowMs, isSettled }: Observation): Step {
  const ca = conditionOfCa(secret.ca, nowMs);
  const nextCa = conditionOfCa(secret.nextCa, nowMs);
  const leaf = conditionOfLeaf(secret.leaf, trustedOf(secret), names, nowMs);

  if (!isUsable(leaf)) {
    if (isUsable(ca)) return { kind: 'renew-leaf' };
    return { kind: isUsable(nextCa) ? 'promote-ca' : 'start-over' };
  }
  const bundle = correctBundle(secret, nowMs);
  if (!haveSameCertificates(bundle, secret.bundle)) return { kind: 'correct-bundle', bundle };

  if (ca === 'fresh') return leaf === 'fresh' ? rest : { kind: 'renew-leaf' };
  if (!isUsable(nextCa)) return { kind: 'stage-ca' };
  if (isSettled) return { kind: 'promote-ca' };
  // The new CA was not published for a long time, possibly because of a missing permission. The old CA signs
  // while it is valid.
  return leaf === 'overdue' && isUsable(ca) && endOf(secret.leaf) < endOf(secret.ca)
    ? { kind: 'renew-leaf' }
    : rest;
}

/**
 * If the Secret was deleted or corrupted while a replica serves its certificate, that certificate and its CAs
 * are retained until a new CA is published everywhere. A Secret with a usable CA is returned unchanged.
 */
export function restoreServed(
  secret: CertificateSecret,
  served: ServingCertificate | undefined,
  names: readonly string[],
  nowMs: number,
): CertificateSecret {
  if (served === undefined || isUsable(conditionOfCa(secret.ca, nowMs))) return secret;
  if (isUsable(conditionOfLeaf(secret.leaf, trustedOf(secret), names, nowMs))) return secret;
  const leaf = { certificatePem: served.chainPem, keyPem: served.keyPem };
  const kept = { ...secret, leaf, bundle: [...new Set([...secret.bundle, ...splitPem(served.caPem ?? '')])] };
  return isUsable(conditionOfLeaf(leaf, trustedOf(kept), names, nowMs)) ? kept : secret;
}

/** The expected bundle: the current CAs, then every other CA that has not expired. */
export function correctBundle(secret: CertificateSecret, nowMs: number): readonly string[] {
  return trustedOf(secret).filter((pem) => {
    const certificate = readCertificate(pem);
    return certificate?.ca === true && nowMs <= validityOf(certificate).notAfterMs;
  });
}

function trustedOf({ nextCa, ca, bundle }: CertificateSecret): readonly string[] {
  const own = [nextCa, ca].flatMap((pair) => (pair === undefined ? [] : [pair.certificatePem]));
  return [...new Set([...own, ...bundle])];
}

function isUsable(condition: Condition): boolean {
  return condition === 'fresh' || condition === 'due' || condition === 'overdue';
}

function haveSameCertificates(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((pem) => others.includes(pem));
}

function endOf(pair: CertificateSecret['leaf']): number {
  const certificate = pair === undefined ? undefined : readCertificate(pair.certificatePem);
  return certificate === undefined ? 0 : validityOf(certificate).notAfterMs;
}
