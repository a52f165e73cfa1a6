import type { Condition, KeyedCertificate } from './keyed-certificate.ts';

/** What a state folder holds, by the names of its files: the CA, and the certificate that it signs. */
export type Part = 'ca' | 'tls';

/** A CA or a certificate that was made, and why the one before would not do. */
export interface MadeCertificate {
  readonly part: Part;
  readonly reason: string;
  /** Nothing was there before: nobody can have trusted it. */
  readonly isFirst: boolean;
  /** Whether the folder has it; otherwise it lives in memory, and `status()` says why. */
  readonly isKept: boolean;
}

/** The two files of a part, as far as they could be read. */
export type FoundPart = Partial<KeyedCertificate>;

export function isWhole(found: FoundPart): found is KeyedCertificate {
  return found.certificatePem !== undefined && found.keyPem !== undefined;
}

export function isAbsent({ certificatePem, keyPem }: FoundPart): boolean {
  return certificatePem === undefined && keyPem === undefined;
}

/** Why another one is made, for the log. */
export function whyMade(part: Part, found: FoundPart, condition: Condition): string {
  const [certificate, key] = [`${part}.crt`, `${part}.key`];
  if (isAbsent(found)) return `${certificate} and ${key} were not there`;
  if (!isWhole(found))
    return `${found.keyPem === undefined ? key : certificate} was not there, or could not be read`;
  switch (condition) {
    case 'expired':
      return `${certificate} had expired`;
    case 'not-yet-valid':
      return `${certificate} was of the future: the clock has been set back`;
    case 'due':
    case 'overdue':
    case 'fresh':
      return `two thirds of the life of ${certificate} were over`;
    case 'broken':
      return `${certificate} and ${key} were broken, did not belong together, or ${part === 'ca' ? 'were no CA' : 'another CA had signed them'}`;
  }
}
