import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateSource } from '../certificates/certificate-source.ts';

/**
 * The file in a state folder that contains the CA of the served certificate; undefined if it could not be
 * stored there.
 */
export async function findCaFile(
  stateDir: string,
  certificates: Pick<CertificateSource, 'current'>,
): Promise<string | undefined> {
  const file = join(stateDir, 'ca.crt');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  return kept !== undefined && kept === certificates.current()?.caPem ? file : undefined;
}
