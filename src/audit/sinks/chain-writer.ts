import { randomBytes } from 'node:crypto';
import { type ChainHead, type ChainNotes, noRecord, sealRecord } from '../audit-chain.ts';
import type { Seal } from '../seal.ts';
import type { NumberedRecord } from './audit-destination.ts';

/** The chain of a process. All its destinations number the records alike. */
export interface Chain {
  /** Its id. */
  readonly log: string;
  readonly seal: Seal;
}

export function newChain(seal: Seal): Chain {
  return { log: randomBytes(8).toString('hex'), seal };
}

interface SealedRecords {
  /** With their line ends. */
  readonly lines: string;
  readonly head: ChainHead;
}

/**
 * Seals records in the order of their numbers. A gap in the numbers is stated as `dropped`.
 *
 * @param records at least one
 * @param head the record before them, also of an earlier process; undefined if there is none
 * @param notes events before the first of them
 */
export function sealAll(
  records: readonly NumberedRecord[],
  { log, seal }: Chain,
  head: ChainHead | undefined,
  notes: ChainNotes = {},
): SealedRecords {
  let lines = '';
  let at = head;
  for (const [index, { seq, text, closes }] of records.entries()) {
    const isOwn = at?.log === log;
    const dropped = seq - 1 - (isOwn && at !== undefined ? at.seq : 0);
    const sealed = sealRecord(
      text,
      { log, seq },
      {
        prev: at?.hash ?? noRecord,
        seal,
        notes: {
          ...(index === 0 ? notes : {}),
          ...(at === undefined || isOwn ? {} : { continues: continued(at) }),
          ...(dropped > 0 ? { dropped } : {}),
          ...(closes === true ? { closes } : {}),
        },
      },
    );
    lines += `${sealed.line}\n`;
    at = sealed.head;
  }
  return { lines, head: at as ChainHead };
}

function continued({ log, seq, closes = false }: ChainHead): NonNullable<ChainNotes['continues']> {
  return { log, seq, closed: closes };
}
