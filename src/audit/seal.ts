import { createHmac, hash as hashOf } from 'node:crypto';

/** Computes the hash of a record. */
export interface Seal {
  /** Identifies the key; absent without one. */
  readonly key?: string;
  /** @returns 64 hexadecimal digits */
  digest(covered: string | Uint8Array): string;
}

/** SHA-256 without a key: any user who can write the file can seal records. */
export const openSeal: Seal = { digest: (covered) => hashOf('sha256', covered, 'hex') };

/** HMAC-SHA-256: only users with the key can seal a record. */
export function keyedSeal(key: Uint8Array): Seal {
  const digest = (covered: string | Uint8Array) => createHmac('sha256', key).update(covered).digest('hex');
  return { key: digest('mirrorguard audit key').slice(0, keyIdLength), digest };
}

const keyIdLength = 16;

/** A shorter key could be guessed from one record. */
export const minKeyBytes = 32;

/** The seals that a reader can verify, by the id of their key. */
export type Seals = ReadonlyMap<string | undefined, Seal>;

export function sealsOf(keyed: readonly Seal[]): Seals {
  return new Map([openSeal, ...keyed].map((seal) => [seal.key, seal]));
}

export const openSeals = sealsOf([]);
