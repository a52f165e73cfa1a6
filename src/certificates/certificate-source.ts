import type { ServingCertificate } from './serving-certificate.ts';

/** Provides the certificate to serve, and renews it. */
export interface CertificateSource {
  /** The certificate to serve now; undefined before the first valid one. Cheap. */
  current(): ServingCertificate | undefined;

  /**
   * Checks once, then at intervals. Resolves after the first check. Does not reject: `status()` contains the
   * reason of a failure, which may be temporary (a Secret that is not mounted yet).
   *
   * @param onChange called with the first certificate and with every different one
   */
  start(onChange: (certificate: ServingCertificate) => void): Promise<void>;

  /** Stops the checks; resolves after the running one. `current()` keeps its value. */
  stop(): Promise<void>;

  /** For `/readyz?verbose` and the metrics. Computed against the clock at the time of the call. */
  status(): CertificateStatus;
}

/**
 * - `ok`: no action is required.
 * - `warning`: clients can connect, but an administrator must act before `notAfterMs`.
 * - `failed`: clients cannot connect; the replica is not ready.
 */
export type CertificateState = 'ok' | 'warning' | 'failed';

export interface CertificateStatus {
  readonly state: CertificateState;
  /** The problem, its consequence and what to do; without a problem, what is served and until when. */
  readonly reason: string;
  /** End of the served certificate, in milliseconds since the epoch. */
  readonly notAfterMs?: number;
  /** End of the CA that signed it, if the source knows the CA. */
  readonly caNotAfterMs?: number;
}
