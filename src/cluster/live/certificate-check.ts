import { X509Certificate } from 'node:crypto';
import { splitPem } from '../../certificates/pem.ts';
import { ageOf } from '../../certificates/validity.ts';

export interface CertificateVerdict {
  readonly status: 'ok' | 'warning' | 'failed';
  readonly message: string;
}

/** Checks a serving certificate like the API server, without a connection. */
export function checkServingCertificate(
  chainPem: string,
  { serverName, nowMs }: { readonly serverName: string; readonly nowMs: number },
): CertificateVerdict {
  const [leaf] = readAll(chainPem);
  if (leaf === undefined) return { status: 'failed', message: 'the Secret contains no certificate' };
  if (leaf.checkHost(serverName) === undefined) {
    const names = leaf.subjectAltName ?? 'no name';
    return {
      status: 'failed',
      message: `the serving certificate is for ${names}, but the API server connects to ${serverName}`,
    };
  }
  const validity = { notBeforeMs: leaf.validFromDate.getTime(), notAfterMs: leaf.validToDate.getTime() };
  const until = leaf.validToDate.toISOString().slice(0, 10);
  switch (ageOf(validity, nowMs)) {
    case 'expired':
      return { status: 'failed', message: `the serving certificate expired on ${until}` };
    case 'not-yet-valid':
      return { status: 'failed', message: 'the serving certificate is not valid yet; check the clocks' };
    case 'overdue':
      return {
        status: 'warning',
        message: `the serving certificate expires on ${until}; its renewal is late`,
      };
    default:
      return { status: 'ok', message: `the serving certificate is valid until ${until}` };
  }
}

/**
 * Whether a CA of the bundle signed the certificate. The bundle must contain a self-signed certificate
 * itself.
 */
export function isTrustedBy(bundlePem: string, chainPem: string): boolean {
  const chain = readAll(chainPem);
  return readAll(bundlePem).some((ca) =>
    chain.some(
      (certificate) =>
        certificate.fingerprint256 === ca.fingerprint256 ||
        (certificate.checkIssued(ca) && certificate.verify(ca.publicKey)),
    ),
  );
}

function readAll(pem: string): readonly X509Certificate[] {
  return splitPem(pem).map((one) => new X509Certificate(one));
}
