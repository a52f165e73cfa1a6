import type { Condition, KeyedCertificate } from './keyed-certificate.ts';

/** The base names of the files in a state folder: the CA, and the serving certificate. */
export type Part = 'ca' | 'tls';

/** A created CA or serving certificate, and the reason for its creation. */
export interface CreatedCertificate {
  readonly part: Part;
  readonly reason: string;
  /** Whether no files existed before, so no client trusts an earlier CA. */
  readonly isFirst: boolean;
  /** False if writing failed: the certificate exists only in memory, and `status()` contains the reason. */
  readonly isKept: boolean;
}

/** The two files of a part; each may be missing. */
export type FoundPart = Partial<KeyedCertificate>;

export function isComplete(found: FoundPart): found is KeyedCertificate {
  return found.certificatePem !== undefined && found.keyPem !== undefined;
}

export function isAbsent({ certificatePem, keyPem }: FoundPart): boolean {
  return certificatePem === undefined && keyPem === undefined;
}

/** The reason for a new certificate, for the log. */
export function creationReason(part: Part, found: FoundPart, condition: Condition): string {
  const [certificate, key] = [`${part}.crt`, `${part}.key`];
  if (isAbsent(found)) return `${certificate} and ${key} did not exist`;
  if (!isComplete(found))
    return `${found.keyPem === undefined ? key : certificate} did not exist, or could not be read`;
  switch (condition) {
    case 'expired':
      return `${certificate} had expired`;
    case 'not-yet-valid':
      return `${certificate} was not valid yet: the clock was set back`;
    case 'due':
    case 'overdue':
    case 'fresh':
      return `${certificate} was due for renewal at two thirds of its lifetime`;
    case 'broken':
      return (
        `${certificate} and ${key} were invalid, did not match, or ` +
        `${part === 'ca' ? 'were not a CA' : 'were signed by another CA'}`
      );
  }
}
