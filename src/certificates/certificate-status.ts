import type { CertificateState, CertificateStatus } from './certificate-source.ts';
import type { ServingCertificate } from './serving-certificate.ts';
import { ageOf } from './validity.ts';

interface Observed {
  readonly certificate: ServingCertificate | undefined;
  /** Why the last check failed; absent if it succeeded. */
  readonly problem?: string | undefined;
  readonly nowMs: number;
}

/**
 * The status of a source that serves this certificate. The age of the certificate determines the state; a
 * problem is at least a warning.
 */
export function describeStatus({ certificate, problem, nowMs }: Observed): CertificateStatus {
  if (certificate === undefined) {
    const cause = problem ?? 'waiting for the first check';
    return { state: 'failed', reason: `no serving certificate, so clients cannot connect: ${cause}` };
  }
  const { notAfterMs, issuer } = certificate;
  const { state, sentence } = byAge(certificate, nowMs);
  return {
    state: state === 'ok' && problem !== undefined ? 'warning' : state,
    reason: problem === undefined ? sentence : `${sentence}; ${problem}`,
    notAfterMs,
    ...(issuer === undefined ? {} : { caNotAfterMs: issuer.notAfterMs }),
  };
}

function byAge(
  certificate: ServingCertificate,
  nowMs: number,
): { readonly state: CertificateState; readonly sentence: string } {
  const start = day(certificate.notBeforeMs);
  const end = day(certificate.notAfterMs);
  switch (ageOf(certificate, nowMs)) {
    case 'expired':
      return {
        state: 'failed',
        sentence: `the serving certificate expired on ${end}: the API server rejects the connection`,
      };
    case 'not-yet-valid':
      return {
        state: 'warning',
        sentence: `the serving certificate is not valid before ${start}; check the clock of this node`,
      };
    case 'overdue':
      return {
        state: 'warning',
        sentence: `the serving certificate expires on ${end} and should have been renewed by now`,
      };
    case 'due':
    case 'fresh':
      return { state: 'ok', sentence: `serving until ${end} for ${certificate.names}` };
  }
}

function day(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
