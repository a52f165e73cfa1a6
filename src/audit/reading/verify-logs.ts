import type { ChainHead } from '../audit-chain.ts';
import { type AuditInput, type OnUnreadable, readEach } from './audit-input.ts';
import { type ChainListener, type ChainNote, type ChainPart, FileChainCheck } from './chain-check.ts';
import { type JoinedChain, joinChains } from './join-chains.ts';

export interface Verification {
  readonly chains: readonly JoinedChain[];
  readonly problems: number;
  /** Whether every file was read. */
  readonly isComplete: boolean;
}

export interface VerifyListener extends Omit<ChainListener, 'record'> {
  readonly onUnreadable: OnUnreadable;
}

/**
 * Follows the chains through all files, in any order.
 *
 * @param expected heads of an earlier verification, whose records must still exist unchanged
 */
export function verifyLogs(
  inputs: readonly AuditInput[],
  expected: readonly ChainHead[],
  listener: VerifyListener,
): Verification {
  let problems = 0;
  const counting = {
    note: listener.note,
    problem(note: ChainNote) {
      problems += 1;
      listener.problem(note);
    },
  };
  const found = new Map<ChainHead, string>();
  const parts: ChainPart[] = [];
  const isComplete = readEach(inputs, listener.onUnreadable, (input) => {
    const check = new FileChainCheck(input.name, {
      ...counting,
      record({ log, seq, hash }) {
        for (const head of expected) if (head.seq === seq && head.log === log) found.set(head, hash);
      },
    });
    let partialBytes = 0;
    for (const { bytes, isPartial } of input.lines()) {
      if (isPartial) partialBytes = bytes.length;
      else check.read(bytes);
    }
    parts.push(...check.end(partialBytes));
  });
  const chains = joinChains(parts, counting);
  for (const head of expected) {
    const problem = compareHead(head, found.get(head), chains);
    if (problem !== undefined) counting.problem({ file: `${head.log}:${head.seq}`, message: problem });
  }
  return { chains, problems, isComplete };
}

/** A chain alone cannot show that records were removed from its end; a saved head can. */
function compareHead(
  { log, seq, hash }: ChainHead,
  found: string | undefined,
  chains: readonly JoinedChain[],
): string | undefined {
  if (found === hash) return undefined;
  if (found !== undefined)
    return `record ${seq} differs from the record that --head names; the chain up to it was replaced`;
  const chain = chains.find(({ head }) => head.log === log);
  if (chain === undefined) return 'no file has a record of this chain, although --head names one';
  if (chain.head.seq < seq)
    return `the end is missing: --head names record ${seq}, but the chain ends with record ${chain.head.seq}`;
  return `record ${seq}, which --head names, is not in the files; they start with record ${chain.firstSeq}`;
}
