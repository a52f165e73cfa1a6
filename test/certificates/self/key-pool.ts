import { type KeyPair, newRsaKeyPair } from '../../../src/certificates/sign-certificate.ts';

const pool: readonly KeyPair[] = await Promise.all(Array.from({ length: 6 }, newRsaKeyPair));
let taken = 0;

/** Key pairs made beforehand, in turn: what takes time about a certificate is its key. Neighbours have different ones. */
export async function keyFromPool(): Promise<KeyPair> {
  const pair = pool[taken++ % pool.length];
  if (pair === undefined) throw new Error('the pool is empty');
  return pair;
}
