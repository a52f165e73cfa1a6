import { randomBytes } from 'node:crypto';
import { type ChainHead, type ChainNotes, noRecord, sealRecord } from '../audit-chain.ts';
import type { OutboxRecord } from './outbox.ts';

export function newChain(): ChainHead {
  return { log: randomBytes(8).toString('hex'), seq: 0, hash: noRecord };
}

/**
 * Seals records in order.
 *
 * @param notes events before the first of them
 * @returns lines with their line ends, and the new head
 */
export function sealAll(
  records: readonly OutboxRecord[],
  head: ChainHead,
  notes?: ChainNotes,
): { readonly lines: string; readonly head: ChainHead } {
  let lines = '';
  let at = head;
  for (const [index, { text, dropped }] of records.entries()) {
    const ownNotes = index === 0 ? notes : undefined;
    const sealed = sealRecord(text, at, dropped > 0 ? { ...ownNotes, dropped } : ownNotes);
    lines += `${sealed.line}\n`;
    at = sealed.head;
  }
  return { lines, head: at };
}
