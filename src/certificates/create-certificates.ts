import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { KeyedCertificate } from './keyed-certificate.ts';
import { newRsaKeyPair, randomSerialNumber, signCertificate } from './sign-certificate.ts';
import type { Validity } from './validity.ts';

export interface Life {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Milliseconds from now to the expiry, without the backdating. */
  readonly lifeMs: number;
}

/** Certificates are backdated by an hour, because the clocks of the node and the API server can differ. */
const backdatedByMs = 60 * 60 * 1000;
/** Limits the backdating of short-lived certificates. */
const maxBackdatedShare = 0.1;

/**
 * Creates a CA that can sign serving certificates but no CAs. Its name is unique, because clients find the
 * issuer by name.
 * Cost: creates a key pair.
 */
export async function createCa(life: Life, newKeyPair = newRsaKeyPair): Promise<KeyedCertificate> {
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
 * Creates a serving certificate for the given names, signed by the CA. It never outlives the CA.
 * @param names at least one DNS name or IP address; API servers ignore all other names
 */
export async function createServingCertificate(
  ca: KeyedCertificate,
  names: readonly string[],
  life: Life,
  newKeyPair = newRsaKeyPair,
): Promise<KeyedCertificate> {
  if (names.length === 0) throw new Error('a serving certificate needs at least one name');
  const { notBeforeMs, notAfterMs } = validityFor(life);
  const caEndsMs = new X509Certificate(ca.certificatePem).validToDate.getTime();
  const draft = {
    // A common name has at most 64 characters, fewer than some Service names. Clients use the alternative
    // names.
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

/** Rounds to whole seconds, the unit of certificates. */
function validityFor({ nowMs, lifeMs }: Life): Validity {
  const backdatedMs = Math.min(backdatedByMs, lifeMs * maxBackdatedShare);
  const toSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;
  return { notBeforeMs: toSeconds(nowMs - backdatedMs), notAfterMs: toSeconds(nowMs + lifeMs) };
}

/** GeneralName types of RFC 5280 4.2.1.6. */
function alternativeName(name: string): object {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}
