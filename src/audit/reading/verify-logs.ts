import type { ChainHead, ChainLink } from '../audit-chain.ts';
import type { Seals } from '../seal.ts';
import type { ApiAudit } from './api-audit.ts';
import { type AuditInput, type OnUnreadable, readEach } from './audit-input.ts';
import { type ChainListener, type ChainNote, type ChainPart, FileChainCheck } from './chain-check.ts';
import { ApiAuditComparison } from './compare-api-audit.ts';
import { type JoinedChain, joinChains } from './join-chains.ts';

export interface Verification {
  readonly chains: readonly JoinedChain[];
  readonly problems: number;
  /** Whether every file was read. */
  readonly isComplete: boolean;
}

export interface VerifyOptions {
  /** Heads of an earlier verification; their records must exist unchanged. */
  readonly expected: readonly ChainHead[];
  /** If a key is given, every chain must have a key, or be continued by a chain with a key. */
  readonly seals: Seals;
  readonly apiAudit?: ApiAudit | undefined;
}

export interface VerifyListener extends Omit<ChainListener, 'record'> {
  readonly onUnreadable: OnUnreadable;
}

/** Verifies the chains across all files, in any order. */
export function verifyLogs(
  inputs: readonly AuditInput[],
  { expected, seals, apiAudit }: VerifyOptions,
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
  const heads = new HeadCheck(expected);
  const comparison = apiAudit === undefined ? undefined : new ApiAuditComparison(apiAudit, counting);
  const parts: ChainPart[] = [];
  const isComplete = readEach(inputs, listener.onUnreadable, (input) => {
    const file = input.name;
    const check = new FileChainCheck(file, seals, {
      ...counting,
      record(link, bytes, line) {
        heads.read(link);
        comparison?.read(link, bytes, { file, line });
      },
    });
    let partialBytes = 0;
    for (const { bytes, isPartial } of input.lines()) {
      if (isPartial) partialBytes = bytes.length;
      else check.read(bytes);
    }
    // Not spread: a call with an argument for each of 300,000 chains would overflow the stack.
    for (const part of check.end(partialBytes)) parts.push(part);
  });
  const chains = joinChains(parts, { requiresKey: seals.size > 1 }, counting);
  heads.end(chains, counting);
  comparison?.end(chains);
  return { chains, problems, isComplete };
}

/** A chain alone cannot detect records removed from its end; a saved head can. */
class HeadCheck {
  private readonly expected: readonly ChainHead[];
  private readonly found = new Map<ChainHead, string>();

  constructor(expected: readonly ChainHead[]) {
    this.expected = expected;
  }

  read({ log, seq, hash }: ChainLink): void {
    for (const head of this.expected) if (head.seq === seq && head.log === log) this.found.set(head, hash);
  }

  end(chains: readonly JoinedChain[], { problem }: Pick<ChainListener, 'problem'>): void {
    for (const head of this.expected) {
      const message = compareHead(head, this.found.get(head), chains);
      if (message !== undefined) problem({ file: `${head.log}:${head.seq}`, message });
    }
  }
}

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
