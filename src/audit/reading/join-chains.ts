import { type ChainHead, noRecord } from '../audit-chain.ts';
import { type ChainListener, type ChainPart, records, replacedMessage } from './chain-check.ts';

/** One chain across all files. */
export interface JoinedChain {
  readonly records: number;
  readonly firstSeq: number;
  readonly head: ChainHead;
  /** The number of decisions without a record, as stated by the chain. */
  readonly dropped: number;
  /** Whether the process stopped normally. Otherwise it still runs or was killed. */
  readonly isClosed: boolean;
  /** Whether retention removed records before the first one. */
  readonly isCut: boolean;
}

export interface JoinOptions {
  /** Whether a chain with a key must continue each chain without a key. */
  readonly requiresKey: boolean;
}

type Listener = Pick<ChainListener, 'problem' | 'note'>;

/** A chain with its sorted parts. */
interface Chain {
  readonly first: ChainPart;
  readonly last: ChainPart;
  readonly records: number;
  readonly dropped: number;
}

/**
 * Sorts the parts of each chain independent of the file order. Checks that each part continues the previous
 * part, and that each chain continues the chain of the previous process.
 */
export function joinChains(
  parts: readonly ChainPart[],
  { requiresKey }: JoinOptions,
  listener: Listener,
): readonly JoinedChain[] {
  const chains = new Map<string, Chain>();
  for (const [log, ofChain] of Map.groupBy(parts, ({ log }) => log))
    chains.set(log, joinParts(ofChain, listener));
  const retained = new Set<string>();
  for (const { firstRetained } of parts)
    for (const { log, seq } of firstRetained) retained.add(`${log}:${seq}`);
  const joined: JoinedChain[] = [];
  for (const chain of chains.values()) {
    const isCut = checkBeginning(chain, { chains, retained, listener });
    joined.push(toJoined(chain, isCut));
  }
  if (requiresKey) checkKeys(chains, listener);
  return joined;
}

function joinParts(parts: readonly ChainPart[], listener: Listener): Chain {
  const [first, ...others] = parts.toSorted((a, b) => a.first.seq - b.first.seq) as [
    ChainPart,
    ...ChainPart[],
  ];
  let last = first;
  for (const part of others) {
    const message = problemBetween(last, part);
    if (message !== undefined) listener.problem({ file: part.file, line: part.first.line, message });
    if (part.last.seq > last.last.seq) last = part;
  }
  const sum = (numberOf: (part: ChainPart) => number) =>
    parts.reduce((total, part) => total + numberOf(part), 0);
  return { first, last, records: sum((part) => part.records), dropped: sum((part) => part.dropped) };
}

function toJoined({ first, last, records: count, dropped }: Chain, isCut: boolean): JoinedChain {
  const { seq, hash, closes } = last.last;
  const head = { log: last.log, seq, hash };
  return { records: count, firstSeq: first.first.seq, head, dropped, isClosed: closes, isCut };
}

interface AllChains {
  readonly chains: ReadonlyMap<string, Chain>;
  /** `log:seq` of each record that was the oldest after retention. */
  readonly retained: ReadonlySet<string>;
  readonly listener: Listener;
}

/**
 * Checks that the record before the first one exists, or that retention removed it.
 * @returns whether retention removed it
 */
function checkBeginning({ first: part }: Chain, all: AllChains): boolean {
  const { file, log, first } = part;
  const { line, seq, prev, dropped, continues } = first;
  const problem = (message: string) => all.listener.problem({ file, line, message });
  const isRetained = all.retained.has(`${log}:${seq}`);
  const note = () =>
    all.listener.note({
      file,
      line,
      message: `retention removed the records before record ${seq} of ${log}`,
    });
  if (seq - dropped !== 1) {
    if (isRetained) note();
    else problem(missingBeginning(part));
    return isRetained;
  }
  if (continues === undefined) {
    if (prev !== noRecord) problem(replacedMessage(seq));
    return false;
  }
  const before = all.chains.get(continues.log);
  if (before !== undefined) {
    const message = continuationProblem(part, before);
    if (message !== undefined) problem(message);
    else if (!continues.closed) all.listener.note({ file, line, message: killedMessage(continues) });
    return false;
  }
  if (isRetained) note();
  else
    problem(
      `the record continues record ${continues.seq} of chain ${continues.log}, which is missing; ` +
        'pass all rotated files',
    );
  return isRetained;
}

function missingBeginning({ first: { seq, dropped, opens } }: ChainPart): string {
  const missing = records(1, seq - dropped - 1);
  return opens
    ? `${missing} missing before this file, and no record states that retention removed them; ` +
        'pass all rotated files'
    : `${missing} missing before record ${seq}, which does not start a file`;
}

function continuationProblem({ first }: ChainPart, before: Chain): string | undefined {
  const { prev, continues } = first;
  const { seq, hash } = before.last.last;
  if (continues === undefined) return undefined;
  if (continues.seq > seq)
    return `${records(seq + 1, continues.seq)} missing at the end of chain ${continues.log}`;
  if (continues.seq < seq)
    return `the record continues record ${continues.seq} of chain ${continues.log}, which has later records`;
  return prev === hash
    ? undefined
    : `the record does not continue the last record of chain ${continues.log}; one of them was replaced`;
}

function killedMessage({ log, seq }: { readonly log: string; readonly seq: number }): string {
  return (
    `the process of chain ${log} ended without closing the log; decisions after its record ${seq} may have ` +
    'no record (--api-audit reports them)'
  );
}

function problemBetween(before: ChainPart, { first, last, key }: ChainPart): string | undefined {
  const { seq, prev, dropped } = first;
  const expected = before.last.seq + 1;
  if (seq < expected) return `${records(seq, Math.min(before.last.seq, last.seq))} in ${before.file} as well`;
  if (seq - dropped > expected)
    return `${records(expected, seq - dropped - 1)} missing between ${before.file} and this file`;
  if (prev !== before.last.hash || seq - dropped < expected)
    return `record ${seq} does not continue the last record of ${before.file}; one of them was replaced`;
  if (key !== before.key) return `record ${seq} is not sealed with the key of its chain`;
  return undefined;
}

/**
 * Any program can seal a chain without a key, but cannot change it unnoticed once a chain with a key
 * continues it.
 */
function checkKeys(chains: ReadonlyMap<string, Chain>, { problem }: Listener): void {
  const proven = new Set<string>();
  for (const [log, { first }] of chains) {
    if (first.key === undefined) continue;
    for (let at: string | undefined = log; at !== undefined && !proven.has(at); ) {
      proven.add(at);
      at = chains.get(at)?.first.first.continues?.log;
    }
  }
  for (const [log, { first }] of chains) {
    if (proven.has(log)) continue;
    const message = `chain ${log} is not sealed with a key, and no chain with a key continues it`;
    problem({ file: first.file, line: first.first.line, message });
  }
}
