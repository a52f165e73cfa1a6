import { type ChainHead, type ChainNotes, noRecord, sealRecord } from '../../src/audit/audit-chain.ts';
import type { Seal } from '../../src/audit/seal.ts';

/** The head of a chain without records. */
export const beginning: ChainHead = { log: '00000000000000aa', seq: 0, hash: noRecord };

/** Seals a record as the successor of a chain's head. */
export function sealAfter(
  { log, seq, hash }: ChainHead,
  record: string,
  notes: ChainNotes = {},
  seal?: Seal,
): { readonly line: string; readonly head: ChainHead } {
  return sealRecord(
    record,
    { log, seq: seq + 1 },
    { prev: hash, notes, ...(seal === undefined ? {} : { seal }) },
  );
}
