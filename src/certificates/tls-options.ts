import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { ServingCertificate } from './serving-certificate.ts';

/**
 * TLS 1.3 is what every API server speaks; 1.2 stays for other clients, with ciphers that have forward secrecy and authenticated
 * encryption only (the intermediate profile of OpenShift).
 */
const protocol = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
} as const satisfies SecureContextOptions;

/**
 * What may change while a listener is at work.
 *
 * @param certificate without one no handshake succeeds
 * @param clientCaPem who signed the certificates that clients must show, where they must
 */
export function contextOptions(
  certificate: ServingCertificate | undefined,
  clientCaPem?: string,
): SecureContextOptions {
  return {
    ...protocol,
    ...(certificate === undefined ? {} : { cert: certificate.chainPem, key: certificate.keyPem }),
    ...(clientCaPem === undefined ? {} : { ca: clientCaPem }),
  };
}

export interface ListenerFixtures {
  /** Whether clients have to show a certificate. */
  readonly verifyClients: boolean;
  readonly handshakeTimeoutMs?: number;
}

/**
 * The API server's own HTTP client gives a handshake up after 10 s (client-go/transport), so nobody waits for a longer one. Node would keep a
 * connection that has said nothing for 120 s, and anybody who reaches the port could hold thousands.
 */
const longestHandshakeMs = 10_000;

/** What is fixed when a listener is made. */
export function listenerOptions({
  verifyClients,
  handshakeTimeoutMs = longestHandshakeMs,
}: ListenerFixtures): TlsOptions {
  return {
    ...contextOptions(undefined),
    requestCert: verifyClients,
    rejectUnauthorized: verifyClients,
    handshakeTimeout: handshakeTimeoutMs,
  };
}
