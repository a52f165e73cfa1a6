import type { ChainHead } from '../../audit/audit-chain.ts';
import { type ChainNote, type ChainStretch, FileChainCheck } from '../../audit/audit-verify.ts';
import { joinChains, type WholeChain } from '../../audit/join-chains.ts';
import type { CliIo } from '../cli-io.ts';
import { type AuditInput, readEach } from './audit-inputs.ts';

export interface Verification {
  readonly chains: readonly WholeChain[];
  readonly problems: number;
  /** Whether every file could be read. */
  readonly isComplete: boolean;
}

/** Hears of each remark as it is found. */
export interface VerifyListener {
  problem(note: ChainNote): void;
  note(note: ChainNote): void;
}

/**
 * Follows the chains through all files, in any order.
 *
 * @param expected records that were seen earlier and must still be there, unchanged
 */
export function verifyLogs(
  inputs: readonly AuditInput[],
  expected: readonly ChainHead[],
  io: Pick<CliIo, 'writeErr'>,
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
  const stretches: ChainStretch[] = [];
  const isComplete = readEach(inputs, io, (input) => {
    const check = new FileChainCheck(input.name, {
      ...counting,
      record({ log, seq, hash }) {
        for (const head of expected) if (head.seq === seq && head.log === log) found.set(head, hash);
      },
    });
    let cutOffBytes = 0;
    for (const { bytes, isCutOff } of input.lines()) {
      if (isCutOff) cutOffBytes = bytes.length;
      else check.read(bytes);
    }
    stretches.push(...check.end(cutOffBytes));
  });
  const chains = joinChains(stretches, counting);
  for (const head of expected) {
    const problem = compareHead(head, found.get(head), chains);
    if (problem !== undefined) counting.problem({ file: `${head.log}:${head.seq}`, message: problem });
  }
  return { chains, problems, isComplete };
}

/** A chain cannot tell that its end was cut off, unless somebody remembers how far it had got. */
function compareHead(
  { log, seq, hash }: ChainHead,
  found: string | undefined,
  chains: readonly WholeChain[],
): string | undefined {
  if (found === hash) return undefined;
  if (found !== undefined)
    return `record ${seq} is not the one that --head names: the chain was made anew up to it`;
  const chain = chains.find(({ head }) => head.log === log);
  if (chain === undefined) return 'no record of this chain is in the files, although --head names one';
  if (chain.head.seq < seq)
    return `the end is missing: the chain had got to record ${seq}, and ends with record ${chain.head.seq}`;
  return `record ${seq}, which --head names, is not in the files; they begin with record ${chain.firstSeq}`;
}
