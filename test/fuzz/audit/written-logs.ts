import { type ChainHead, sealRecord } from '../../../src/audit/audit-chain.ts';
import { keyedSeal, openSeal, type Seal, type Seals, sealsOf } from '../../../src/audit/seal.ts';
import { type Chain, sealAll } from '../../../src/audit/sinks/chain-writer.ts';
import { idms } from '../../../src/rules/example.ts';
import { handleReview } from '../../../src/webhook/admission.ts';
import { recordingParts } from '../../support/admission-parts.ts';
import { reviewOf, toBytes } from '../../support/review.ts';

/** A log of two processes, which is rotated once. */
export interface WrittenLog {
  readonly seal: Seal;
  /** The seals for verification, with the key if there is one. */
  readonly seals: Seals;
  readonly files: readonly Buffer[];
  /** The last record of each chain. */
  readonly heads: readonly ChainHead[];
}

function decisions(): readonly string[] {
  const { parts, records } = recordingParts();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    const object = idms(name).mirror(name < 'd' ? 'quay.io/a' : '*.example.com/a', [
      'https://m.example.com/a/',
    ]);
    for (const stage of ['mutate', 'validate'] as const)
      handleReview({ stage, body: toBytes(reviewOf(object, { uid: `uid-${name}` })) }, parts);
  }
  return records.map((record) => JSON.stringify(record));
}

function writeLog(seal: Seal, seals: Seals): WrittenLog {
  const texts = decisions().map((text, index, all) => ({
    text,
    ...(index === 7 || index === all.length - 1 ? { closes: true as const } : {}),
  }));
  const chains: readonly Chain[] = [
    { log: '00000000000000aa', seal },
    { log: '00000000000000bb', seal },
  ];
  const [first, second] = chains as [Chain, Chain];
  const numbered = (from: number, to: number, seq: number) =>
    texts.slice(from, to).map((record, index) => ({ ...record, seq: seq + index }));
  const opened = sealAll(numbered(0, 5, 1), first, undefined, { opens: { previousFile: null } });
  const rotated = sealAll(numbered(5, 8, 6), first, opened.head, { opens: { previousFile: 'file-0' } });
  const restarted = sealAll(numbered(8, texts.length, 1), second, rotated.head);
  return {
    seal,
    seals,
    files: [Buffer.from(opened.lines), Buffer.from(rotated.lines + restarted.lines)],
    heads: [rotated.head, restarted.head],
  };
}

const key = keyedSeal(Buffer.alloc(32, 7));

export const writtenLogs: Readonly<Record<string, WrittenLog>> = {
  open: writeLog(openSeal, sealsOf([])),
  keyed: writeLog(key, sealsOf([key])),
};

/** Forges a record without the key: changes the record, and seals it and all later records again. */
export function forge(lines: readonly string[], index: number): readonly string[] {
  let prev: string | undefined;
  return lines.map((line, at) => {
    if (at < index) return line;
    const record = JSON.parse(line);
    const { log, seq, prev: written, key: _key, hash: _hash, ...notes } = record.chain;
    const { chain: _chain, ...decision } = record;
    const text = JSON.stringify(at === index ? { ...decision, verdict: 'allow', name: 'forged' } : decision);
    const sealed = sealRecord(text, { log, seq }, { prev: prev ?? written, notes });
    prev = sealed.head.hash;
    return sealed.line;
  });
}
