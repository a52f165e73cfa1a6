import { type ChainHead, noRecord } from '../audit-chain.ts';
import { type ChainListener, type ChainPart, records, replacedMessage } from './chain-check.ts';

/** One chain over all files that were read. */
export interface JoinedChain {
  readonly records: number;
  readonly firstSeq: number;
  readonly head: ChainHead;
}

/**
 * Sorts the parts of each chain, whatever the order of the files, and checks that each continues the
 * previous.
 */
export function joinChains(
  parts: readonly ChainPart[],
  listener: Pick<ChainListener, 'problem' | 'note'>,
): readonly JoinedChain[] {
  return [...Map.groupBy(parts, ({ log }) => log).values()].map((ofChain) => joinParts(ofChain, listener));
}

function joinParts(
  parts: readonly ChainPart[],
  listener: Pick<ChainListener, 'problem' | 'note'>,
): JoinedChain {
  const [first, ...others] = parts.toSorted((a, b) => a.first.seq - b.first.seq) as [
    ChainPart,
    ...ChainPart[],
  ];
  checkBeginning(first, parts, listener);
  let last = first;
  for (const part of others) {
    const message = seamProblem(last, part);
    if (message !== undefined) listener.problem({ file: part.file, line: part.first.line, message });
    if (part.last.seq > last.last.seq) last = part;
  }
  return {
    records: parts.reduce((sum, part) => sum + part.records, 0),
    firstSeq: first.first.seq,
    head: { log: last.log, ...last.last },
  };
}

/**
 * Records before the first one may have been removed by retention, but only those that the log does not
 * state as kept.
 */
function checkBeginning(
  { file, first: { line, seq, prev, opens } }: ChainPart,
  parts: readonly ChainPart[],
  { problem, note }: Pick<ChainListener, 'problem' | 'note'>,
): void {
  if (seq === 1) {
    if (prev !== noRecord) problem({ file, line, message: replacedMessage(1) });
    return;
  }
  const missing = records(1, seq - 1);
  if (!opens) {
    problem({ file, line, message: `${missing} missing before record ${seq}, which does not start a file` });
    return;
  }
  const kept = parts.toSorted((a, b) => a.first.seq - b.first.seq).findLast((part) => part.kept)?.kept;
  if (kept === undefined || kept.from >= seq) {
    note({ file, line, message: `the chain is read starting with record ${seq}; ${missing} in older files` });
    return;
  }
  const message =
    `${records(kept.from, seq - 1)} missing; according to record ${kept.seq}, the log was retained ` +
    `starting with record ${kept.from}; pass all rotated files`;
  problem({ file, line, message });
}

function seamProblem(before: ChainPart, { first, last }: ChainPart): string | undefined {
  const { seq, prev } = first;
  const expected = before.last.seq + 1;
  if (seq < expected) return `${records(seq, Math.min(before.last.seq, last.seq))} in ${before.file} as well`;
  if (seq > expected) return `${records(expected, seq - 1)} missing between ${before.file} and this file`;
  if (prev !== before.last.hash)
    return `record ${seq} does not continue the last record of ${before.file}; one of them was replaced`;
  return undefined;
}
