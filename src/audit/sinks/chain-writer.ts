import { randomBytes } from 'node:crypto';
import { type ChainHead, type ChainNotes, noRecord, sealRecord } from '../audit-chain.ts';
import type { Seal } from '../seal.ts';
import type { NumberedRecord } from './audit-destination.ts';
import type { OutboxParts } from './outbox.ts';

/** The chain of a process. All destinations use the same record numbers. */
export interface Chain {
  /** The id of the chain. */
  readonly log: string;
  readonly seal: Seal;
}

export function newChain(seal: Seal): Chain {
  return { log: randomBytes(8).toString('hex'), seal };
}

interface SealedRecords {
  /** Lines including their line ends. */
  readonly lines: string;
  readonly head: ChainHead;
}

/**
 * Seals records in the order of their numbers. States a gap in the numbers as `dropped`.
 * @param records at least one
 * @param head the record before them, possibly of an earlier process; undefined without a predecessor
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

/**
 * A delivery that seals its records. After a failed write, the next record continues the last written one.
 * @param write writes all lines or none
 */
export function sealedDelivery(
  chain: Chain,
  write: (lines: string) => Promise<void>,
): OutboxParts['deliver'] {
  let written: ChainHead | undefined;
  return async (records) => {
    const { lines, head } = sealAll(records, chain, written);
    await write(lines);
    written = head;
  };
}

function continued({ log, seq, closes = false }: ChainHead): NonNullable<ChainNotes['continues']> {
  return { log, seq, closed: closes };
}
