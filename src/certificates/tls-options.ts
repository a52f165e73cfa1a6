import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { ServingCertificate } from './serving-certificate.ts';

/**
 * API servers use TLS 1.3. TLS 1.2 is for other clients, with only forward secrecy and authenticated
 * encryption (the intermediate profile of OpenShift).
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
 * The options that can change while a listener runs.
 * @param certificate undefined: every handshake fails
 * @param clientCaPem CAs of client certificates; set if clients must present one
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
  /** Whether clients must present a certificate. */
  readonly verifyClients: boolean;
  readonly handshakeTimeoutMs?: number;
}

/**
 * The client of the API server has a handshake timeout of 10 s (client-go/transport). With the Node.js
 * default of 120 s, any client that can reach the port could hold thousands of connections.
 */
const defaultHandshakeMs = 10_000;

/** The options that are fixed when a listener is created. */
export function listenerOptions({
  verifyClients,
  handshakeTimeoutMs = defaultHandshakeMs,
}: ListenerFixtures): TlsOptions {
  return {
    ...contextOptions(undefined),
    requestCert: verifyClients,
    rejectUnauthorized: verifyClients,
    handshakeTimeout: handshakeTimeoutMs,
  };
}
