import { type KeyPair, newRsaKeyPair } from '../../../src/certificates/sign-certificate.ts';

const pool: readonly KeyPair[] = await Promise.all(Array.from({ length: 6 }, newRsaKeyPair));
let taken = 0;

/**
 * Returns key pairs of a pool in turn, because generating keys is slow. Consecutive certificates have
 * different keys.
 */
export async function keyFromPool(): Promise<KeyPair> {
  const pair = pool[taken++ % pool.length];
  if (pair === undefined) throw new Error('the pool is empty');
  return pair;
}
