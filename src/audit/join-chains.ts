import { type ChainHead, noRecord } from './audit-chain.ts';
import { type ChainListener, type ChainStretch, isReplaced, records } from './audit-verify.ts';

/** One chain over all files that were read. */
export interface WholeChain {
  readonly records: number;
  readonly firstSeq: number;
  readonly head: ChainHead;
}

/** Puts the stretches of each chain in order, whatever the order of the files, and looks at the seams. */
export function joinChains(
  stretches: readonly ChainStretch[],
  listener: Pick<ChainListener, 'problem' | 'note'>,
): readonly WholeChain[] {
  return [...Map.groupBy(stretches, ({ log }) => log).values()].flatMap((parts) => joinOne(parts, listener));
}

function joinOne(
  parts: readonly ChainStretch[],
  { problem, note }: Pick<ChainListener, 'problem' | 'note'>,
): readonly WholeChain[] {
  const inOrder = parts.toSorted((a, b) => a.first.seq - b.first.seq);
  const kept = inOrder.findLast((part) => part.kept !== undefined)?.kept;
  let before: ChainStretch | undefined;
  let records_ = 0;
  for (const part of inOrder) {
    const remark = (message: string) => ({ file: part.file, line: part.first.line, message });
    const { seq, prev, opens } = part.first;
    records_ += part.records;
    if (before === undefined) {
      if (seq === 1 && prev !== noRecord) problem(remark(isReplaced(1)));
      const isKeptBefore = kept !== undefined && kept.from < seq;
      if (isKeptBefore && opens)
        problem(
          remark(
            `${records(kept.from, seq - 1)} missing: record ${kept.seq} says that the log was kept from there on; give all full files`,
          ),
        );
      else if (seq > 1 && opens)
        note(remark(`the chain is read from record ${seq} on; ${records(1, seq - 1)} in older files`));
      if (seq > 1 && !opens)
        problem(remark(`${records(1, seq - 1)} missing before record ${seq}, which opens no file`));
    } else if (seq <= before.last.seq)
      problem(remark(`${records(seq, Math.min(before.last.seq, part.last.seq))} in ${before.file} as well`));
    else if (seq > before.last.seq + 1)
      problem(
        remark(`${records(before.last.seq + 1, seq - 1)} missing between ${before.file} and this file`),
      );
    else if (prev !== before.last.hash)
      problem(
        remark(`record ${seq} does not follow from the last one of ${before.file}: one of them was replaced`),
      );
    if (before === undefined || part.last.seq > before.last.seq) before = part;
  }
  const firstSeq = inOrder[0]?.first.seq;
  if (before === undefined || firstSeq === undefined) return [];
  return [{ records: records_, firstSeq, head: { log: before.log, ...before.last } }];
}
