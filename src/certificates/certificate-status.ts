import type { CertificateState, CertificateStatus } from './certificate-source.ts';
import type { ServingCertificate } from './serving-certificate.ts';
import { ageOf } from './validity.ts';

export interface Standing {
  readonly certificate: ServingCertificate | undefined;
  /** Why the last look gave nothing better; absent when all went well. */
  readonly trouble?: string | undefined;
  readonly nowMs: number;
}

/** The status of a source that serves this certificate: its age decides, and a trouble is at least a warning. */
export function describeStanding({ certificate, trouble, nowMs }: Standing): CertificateStatus {
  if (certificate === undefined) {
    return {
      state: 'failed',
      reason: `there is no serving certificate, so nothing can connect: ${trouble ?? 'it is still being looked for'}`,
    };
  }
  const { notAfterMs, issuer } = certificate;
  const { state, sentence } = byAge(certificate, nowMs);
  return {
    state: state === 'ok' && trouble !== undefined ? 'warning' : state,
    reason: trouble === undefined ? sentence : `${sentence}; ${trouble}`,
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
        sentence: `the serving certificate expired on ${end}: the API server refuses the connection`,
      };
    case 'not-yet-valid':
      return {
        state: 'warning',
        sentence: `the serving certificate begins on ${start}: the clock of this node is behind, or was ahead when it was made`,
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
