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
  /** What clients look for in a serving certificate. */
  readonly names: readonly string[];
  readonly nowMs: number;
  /**
   * True when every CA of the bundle has been in every webhook configuration for so long that all API servers know it: they
   * learn of a change by a watch, one a little later than the other.
   */
  readonly isSettled: boolean;
}

/** What the leader does next to the Secret; it looks again after each. */
export type Step =
  | { readonly kind: 'rest' }
  /** Nothing is good enough to go on with: a new CA, and a serving certificate that it signs at once. */
  | { readonly kind: 'start-over' }
  /** A new CA that signs nothing yet. */
  | { readonly kind: 'stage-ca' }
  /** The new CA takes over and signs a new serving certificate. */
  | { readonly kind: 'promote-ca' }
  | { readonly kind: 'renew-leaf' }
  | { readonly kind: 'correct-bundle'; readonly bundle: readonly string[] };

const rest: Step = { kind: 'rest' };

/**
 * The one way in which certificates change hands, so that at no moment a client that knows any bundle of the last while meets a
 * serving certificate that it does not trust:
 *
 * - a CA signs what is served only after it was in the bundle for long enough (`isSettled`), and
 * - a CA leaves the bundle only when it has expired, which no certificate that it signed survives.
 *
 * Cost: some 2 ms of signature checks.
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
  if (!holdSame(bundle, secret.bundle)) return { kind: 'correct-bundle', bundle };

  if (ca === 'fresh') return leaf === 'fresh' ? rest : { kind: 'renew-leaf' };
  if (!isUsable(nextCa)) return { kind: 'stage-ca' };
  if (isSettled) return { kind: 'promote-ca' };
  // The new CA cannot be published for a long time, perhaps because a permission is missing: the old one signs on as long as that helps.
  return leaf === 'overdue' && isUsable(ca) && endOf(secret.leaf) < endOf(secret.ca)
    ? { kind: 'renew-leaf' }
    : rest;
}

/**
 * A Secret that was deleted or broken while a replica goes on serving what was in it: that certificate and the CAs it came with
 * hold until a new CA is known everywhere. A Secret that can sign needs no such help.
 */
export function keepServed(
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

/** The bundle as it should be: the CAs of today first, every other one that has not expired after them. */
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

function holdSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((pem) => others.includes(pem));
}

function endOf(pair: CertificateSecret['leaf']): number {
  const certificate = pair === undefined ? undefined : readCertificate(pair.certificatePem);
  return certificate === undefined ? 0 : validityOf(certificate).notAfterMs;
}
