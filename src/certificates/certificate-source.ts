import type { ServingCertificate } from './serving-certificate.ts';

/** Provides and renews the serving certificate. */
export interface CertificateSource {
  /** The current certificate; undefined before the first valid one. Cheap. */
  current(): ServingCertificate | undefined;

  /**
   * Checks immediately and then at intervals. Resolves after the first check. Does not reject: `status()`
   * contains the reason of a failure, which can be temporary (for example a Secret that is not mounted yet).
   * @param onChange called with the first certificate and with every different one
   */
  start(onChange: (certificate: ServingCertificate) => void): Promise<void>;

  /** Stops the checks and resolves after the running one. `current()` keeps its value. */
  stop(): Promise<void>;

  /** The status for `/readyz?verbose` and metrics, computed for the current time. */
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
  /**
   * The problem, its consequence and the correction. Without a problem, the served certificate and its
   * expiry.
   */
  readonly reason: string;
  /** Expiry of the served certificate, in milliseconds since the epoch. */
  readonly notAfterMs?: number;
  /** Expiry of the CA that signed it; undefined if the source has no CA. */
  readonly caNotAfterMs?: number;
}
