import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { KeyedCertificate } from './keyed-certificate.ts';
import { newRsaKeyPair, randomSerialNumber, signCertificate } from './sign-certificate.ts';
import type { Validity } from './validity.ts';

export interface Life {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** From now to the end, the backdating not counted. */
  readonly lifeMs: number;
}

/** Clocks of the node that makes a certificate and the API server that checks it differ: it is good from an hour before. */
const backdatedByMs = 60 * 60 * 1000;
/** What a short life can bear of it. */
const largestBackdatedShare = 0.1;

/**
 * A CA that may sign serving certificates and no further CA. Its name is unique, so that no client takes one of two generations
 * for the other.
 *
 * Cost: that of the key pair.
 */
export async function makeCa(life: Life, newKeyPair = newRsaKeyPair): Promise<KeyedCertificate> {
  const serialNumber = randomSerialNumber();
  const draft = {
    commonName: `mirrorguard CA ${serialNumber.slice(0, 8)}`,
    serialNumber,
    validity: validityFor(life),
    extensions: [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    ],
  };
  return signCertificate(draft, await newKeyPair());
}

/**
 * A serving certificate for the names given, signed by the CA; it never outlives the CA.
 *
 * @param names DNS names and IP addresses; at least one, as API servers look at nothing else
 */
export async function makeServingCertificate(
  ca: KeyedCertificate,
  names: readonly string[],
  life: Life,
  newKeyPair = newRsaKeyPair,
): Promise<KeyedCertificate> {
  if (names.length === 0) throw new Error('a serving certificate needs at least one name');
  const { notBeforeMs, notAfterMs } = validityFor(life);
  const caEndsMs = new X509Certificate(ca.certificatePem).validToDate.getTime();
  const draft = {
    // A common name holds 64 characters, a Service's name may have more; clients read the alternative names.
    commonName: 'mirrorguard',
    serialNumber: randomSerialNumber(),
    validity: { notBeforeMs, notAfterMs: Math.min(notAfterMs, caEndsMs) },
    issuer: ca,
    extensions: [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map(alternativeName) },
    ],
  };
  return signCertificate(draft, await newKeyPair());
}

/** Whole seconds, as certificates hold them. */
function validityFor({ nowMs, lifeMs }: Life): Validity {
  const backdatedMs = Math.min(backdatedByMs, lifeMs * largestBackdatedShare);
  const toSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;
  return { notBeforeMs: toSeconds(nowMs - backdatedMs), notAfterMs: toSeconds(nowMs + lifeMs) };
}

/** GeneralName types of RFC 5280 4.2.1.6. */
function alternativeName(name: string): object {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}
