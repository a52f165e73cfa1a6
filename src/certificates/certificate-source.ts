import type { ServingCertificate } from './serving-certificate.ts';

/** Hands out the certificate to serve, and keeps it fresh. */
export interface CertificateSource {
  /** The certificate to serve now; undefined until there is a first good one. Cheap. */
  current(): ServingCertificate | undefined;

  /**
   * Looks once, then keeps looking. Resolves after the first look, whatever it found: what time can heal (a Secret that is not
   * mounted yet) is told by `status()` and does not reject.
   *
   * @param onChange called with every certificate that differs from the one before, the first included
   */
  start(onChange: (certificate: ServingCertificate) => void): Promise<void>;

  /** Stops looking; resolves when nothing is under way any more. `current()` keeps its value. */
  stop(): Promise<void>;

  /** For `/readyz?verbose` and the metrics. Computed against the clock at the time of the call. */
  status(): CertificateStatus;
}

/**
 * - `ok`: nothing to do for anybody.
 * - `warning`: clients are served well, but an admin should look before `notAfterMs`.
 * - `failed`: clients cannot be served; the replica is not ready.
 */
export type CertificateState = 'ok' | 'warning' | 'failed';

export interface CertificateStatus {
  readonly state: CertificateState;
  /** What is wrong, the consequence and what to do; where nothing is, what is served and until when. */
  readonly reason: string;
  /** When the certificate that is served ends, in milliseconds since the epoch. */
  readonly notAfterMs?: number;
  /** When the CA that signed it ends, where the source knows the CA. */
  readonly caNotAfterMs?: number;
}
