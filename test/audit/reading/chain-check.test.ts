import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChainHead, ChainNotes } from '../../../src/audit/audit-chain.ts';
import { type ChainNote, type ChainPart, FileChainCheck } from '../../../src/audit/reading/chain-check.ts';
import { joinChains } from '../../../src/audit/reading/join-chains.ts';
import { keyedSeal, openSeals, type Seal, type Seals, sealsOf } from '../../../src/audit/seal.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { beginning as begin, sealAfter } from '../seal-after.ts';

/** Writes log files of one chain. The first record of each file opens it. */
function writeFiles(...counts: readonly number[]): string[][] {
  let head = begin;
  return counts.map((count, file) =>
    Array.from({ length: count }, (_, index) => {
      const notes = index === 0 ? { opens: { previousFile: file === 0 ? null : `file${file - 1}` } } : {};
      const text = JSON.stringify({ name: `set-${file}-${index}`, message: 'says ,"chain":{' });
      const sealed = sealAfter(head, text, notes);
      head = sealed.head;
      return sealed.line;
    }),
  );
}

function verify(...files: readonly (readonly string[])[]) {
  return verifyWith(openSeals, ...files);
}

function verifyWith(seals: Seals, ...files: readonly (readonly string[])[]) {
  const problems: ChainNote[] = [];
  const notes: ChainNote[] = [];
  const listener = {
    problem: (note: ChainNote) => problems.push(note),
    note: (note: ChainNote) => notes.push(note),
  };
  const parts: ChainPart[] = files.flatMap((lines, index) => {
    const check = new FileChainCheck(`file${index}`, seals, listener);
    for (const line of lines) check.read(Buffer.from(line));
    return [...check.end(0)];
  });
  const chains = joinChains(parts, { requiresKey: seals.size > 1 }, listener);
  const format = ({ file, line, message }: ChainNote) => `${file}:${line}: ${message}`;
  return { problems: problems.map(format), notes: notes.map(format), chains };
}

describe('FileChainCheck and joinChains', () => {
  it('report no problem in an unchanged log and return its head', () => {
    const { problems, notes, chains } = verify(...writeFiles(3, 2));
    expect(problems).toEqual([]);
    expect(notes).toEqual([]);
    expect(chains).toMatchObject([{ records: 5, firstSeq: 1, head: { log: begin.log, seq: 5 } }]);
  });

  it('accept missing older files only if a record states that retention removed them', () => {
    const kept = (seq: number): ChainNotes => ({ firstRetained: { log: begin.log, seq } });
    const files = (notes: ChainNotes) => {
      const [[one = '', two = ''] = [], [three = ''] = []] = writeFiles(2, 1);
      const { seq, hash } = JSON.parse(three).chain;
      const fourth = sealAfter({ log: begin.log, seq, hash }, '{"n":4}', notes).line;
      return { all: [one, two], rest: [three, fourth] };
    };
    const covered = verify(files(kept(3)).rest);
    expect(covered.problems).toEqual([]);
    expect(covered.notes).toEqual([
      'file0:1: retention removed the records before record 3 of 00000000000000aa',
    ]);
    expect(covered.chains).toMatchObject([{ firstSeq: 3, isCut: true }]);
    for (const notes of [{}, kept(2), kept(4)])
      expect(verify(files(notes).rest).problems).toEqual([
        'file0:1: records 1 to 2 are missing before this file, and no record states that retention removed ' +
          'them; pass all rotated files',
      ]);
    const { all, rest } = files(kept(3));
    expect(verify(rest, all)).toMatchObject({ problems: [], notes: [] });
  });

  it('skip and count lines of the webhook log between the records of a pod', () => {
    const [lines = []] = writeFiles(3);
    const log = '{"level":"info","message":"listening"}';
    const { problems, notes, chains } = verify([log, ...lines.slice(0, 2), log, ...lines.slice(2), log]);
    expect(problems).toEqual([]);
    expect(notes).toEqual(["file0:undefined: skipped 3 lines of the webhook's own log"]);
    expect(chains).toMatchObject([{ records: 3 }]);
  });

  it('report a record that was replaced by a line of the webhook log', () => {
    const [lines = []] = writeFiles(3);
    lines[1] = '{"level":"info","message":"listening"}';
    expect(verify(lines).problems).toEqual(['file0:3: record 2 is missing before record 3']);
  });

  it('accept files in any order', () => {
    const [a = [], b = [], c = []] = writeFiles(2, 2, 2);
    expect(verify(c, a, b).problems).toEqual([]);
  });

  it('report a record of which only white space was changed', () => {
    const [lines = []] = writeFiles(3);
    lines[1] = (lines[1] ?? '').replace('"name":', '"name": ');
    expect(verify(lines).problems).toEqual([
      'file0:2: record 2 was changed after it was written; its hash does not match its text',
    ]);
  });

  it('report a record that was replaced by one with a valid hash', () => {
    const [lines = []] = writeFiles(3);
    const [first = ''] = lines;
    const { seq, hash } = JSON.parse(first).chain;
    lines[1] = sealAfter({ log: begin.log, seq, hash }, '{"name":"forged"}').line;
    expect(verify(lines).problems).toEqual([
      'file0:3: record 3 does not continue the previous record; one of them was replaced',
    ]);
  });

  it('report removed records', () => {
    const [lines = []] = writeFiles(5);
    expect(verify(lines.toSpliced(1, 1)).problems).toEqual(['file0:2: record 2 is missing before record 3']);
    expect(verify(lines.toSpliced(1, 3)).problems).toEqual([
      'file0:2: records 2 to 4 are missing before record 5',
    ]);
  });

  it('report records that were removed from the beginning of a file', () => {
    const [lines = []] = writeFiles(5);
    expect(verify(lines.slice(2)).problems).toEqual([
      'file0:1: records 1 to 2 are missing before record 3, which does not start a file',
    ]);
  });

  it('report a file that is missing between two others', () => {
    const [a = [], , c = []] = writeFiles(2, 2, 2);
    expect(verify(a, c).problems).toEqual([
      'file1:1: records 3 to 4 are missing between file0 and this file',
    ]);
  });

  it('report an older file that was truncated at a line end', () => {
    const [a = [], b = []] = writeFiles(3, 2);
    expect(verify(a.slice(0, 2), b).problems).toEqual([
      'file1:1: record 3 is missing between file0 and this file',
    ]);
  });

  it('report a file of another chain with the same id', () => {
    const [a = []] = writeFiles(2);
    const [, b = []] = writeFiles(1, 2);
    const forged = sealAfter({ log: begin.log, seq: 2, hash: 'f'.repeat(64) }, '{"a":1}', {
      opens: { previousFile: 'file0' },
    }).line;
    expect(verify(a, [forged]).problems).toEqual([
      'file1:1: record 3 does not continue the last record of file0; one of them was replaced',
    ]);
    expect(verify(a, b).problems).toEqual(['file1:1: record 2 is in file0 as well']);
  });

  it('report records that were reordered', () => {
    const [lines = []] = writeFiles(4);
    const [one = '', two = '', three = '', four = ''] = lines;
    expect(verify([one, three, two, four]).problems).toEqual([
      'file0:2: record 2 is missing before record 3',
      'file0:3: record 2 follows record 3; it was moved or duplicated',
    ]);
  });

  it('report a duplicated record', () => {
    const [lines = []] = writeFiles(3);
    expect(verify([...lines, ...lines.slice(2)]).problems).toEqual([
      'file0:4: record 3 follows record 3; it was moved or duplicated',
    ]);
  });

  it('report a line that is not a record once, without its neighbours', () => {
    const [lines = []] = writeFiles(3);
    expect(verify(lines.with(1, 'vandalised')).problems).toEqual([
      'file0:2: not an audit record, or only a part of one',
    ]);
    expect(verify(lines.with(1, '')).problems).toEqual(['file0:2: empty line']);
  });

  it('report a last line without a line end', () => {
    const problems: string[] = [];
    const check = new FileChainCheck('a', openSeals, {
      problem: ({ line, message }) => problems.push(`${line}: ${message}`),
      note: () => {},
    });
    check.end(7);
    expect(problems).toEqual([
      '1: the last line is truncated after 7 bytes; its write was interrupted or is in progress, ' +
        'and a restart of the webhook moves it aside',
    ]);
  });

  it('note what the log states about its writing', () => {
    const head = { ...begin, seq: 2 };
    const { line } = sealAfter(head, '{"a":1}', { recovered: { bytes: 9, file: 'partial' }, dropped: 2 });
    const { problems, notes, chains } = verify([line]);
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      'file0:1: 2 decisions before record 3 could not be written and have no record',
      'file0:1: before record 3, 9 bytes of an interrupted write were moved to partial',
    ]);
    expect(chains).toMatchObject([{ dropped: 2 }]);
  });

  it('report records that are missing beyond those that could not be written', () => {
    const { line, head } = sealAfter(begin, '{"a":1}');
    const follow = (seq: number, dropped: number) => sealAfter({ ...head, seq }, '{"a":2}', { dropped }).line;
    expect(verify([line, follow(3, 2)]).problems).toEqual([]);
    expect(verify([line, follow(3, 1)]).problems).toEqual([
      'file0:2: records 2 to 3 are missing before record 4',
    ]);
    expect(verify([line, follow(1, 2)]).problems).toEqual([
      'file0:2: record 2 does not continue the previous record; one of them was replaced',
    ]);
    const other = sealAfter({ ...begin, seq: 3 }, '{"a":2}', { dropped: 2 }).line;
    expect(verify([line, other]).problems).toEqual([
      'file0:2: record 4 does not continue the previous record; one of them was replaced',
    ]);
  });

  it('report an abandoned file and a file that was deleted', () => {
    const abandoned = sealAfter(begin, '{"a":1}', { opens: { previousFile: null, abandonedFile: 'old' } });
    expect(verify([abandoned.line]).problems).toEqual([
      'file0:1: the file before record 1 was corrupt; it was moved to old, and the chain does not continue it',
    ]);
    const deleted = sealAfter(begin, '{"a":1}', { opens: { previousFile: null, missingFile: 'audit.log' } });
    expect(verify([deleted.line]).problems).toEqual([
      'file0:1: the file audit.log did not exist when the webhook started, although the log did; the file was ' +
        'deleted or moved',
    ]);
  });

  it('follow the chains of several processes in one stream', () => {
    const other = sealAfter({ ...begin, log: '00000000000000bb' }, '{"a":1}').line;
    const [[one = '', two = ''] = []] = writeFiles(2);
    const { problems, chains } = verify([one, other, two]);
    expect(problems).toEqual([]);
    expect(chains.map(({ records }) => records)).toEqual([2, 1]);
  });

  it('report any changed byte, except a truncation at a line end', () => {
    const text = writeFiles(6)
      .flat()
      .map((line) => `${line}\n`)
      .join('');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const bytes = Buffer.from(text);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const lines = bytes.toString('latin1').split('\n');
        const rest = lines.pop() ?? '';
        const problems: string[] = [];
        const listener = { problem: ({ message }: ChainNote) => problems.push(message), note: () => {} };
        const check = new FileChainCheck('a', openSeals, listener);
        for (const line of lines) check.read(Buffer.from(line, 'latin1'));
        joinChains([...check.end(rest.length)], { requiresKey: false }, listener);
        expect(problems).not.toEqual([]);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('report any selection of lines except a prefix of the log', () => {
    const [lines = []] = writeFiles(6);
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 8 }), (picks) => {
        const isBeginning = picks.every((pick, index) => pick === index);
        expect(verify(picks.map((pick) => lines[pick] ?? '')).problems.length === 0).toBe(isBeginning);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

/** Records of two processes that write the same log in turn. */
function writeProcesses({ closed = true, seal }: { readonly closed?: boolean; readonly seal?: Seal } = {}) {
  const first = sealAfter(begin, '{"a":1}', { opens: { previousFile: null } });
  const last = sealAfter(first.head, '{"a":2}', closed ? { closes: true } : {});
  const { log, seq, hash } = last.head;
  const next = (notes: ChainNotes = {}) =>
    sealAfter(
      { log: '00000000000000bb', seq: 0, hash },
      '{"b":1}',
      { continues: { log, seq, closed }, ...notes },
      seal,
    ).line;
  return { first: first.line, last: last.line, next };
}

describe('chains of processes', () => {
  it('continue each other', () => {
    const { first, last, next } = writeProcesses();
    const { problems, notes, chains } = verify([first, last, next()]);
    expect({ problems, notes }).toEqual({ problems: [], notes: [] });
    expect(chains).toMatchObject([
      { records: 2, isClosed: true },
      { records: 1, isClosed: false },
    ]);
  });

  it('show that a process was killed', () => {
    const { first, last, next } = writeProcesses({ closed: false });
    expect(verify([first, last, next()])).toMatchObject({
      problems: [],
      notes: [
        'file0:3: the process of chain 00000000000000aa ended without closing the log; decisions after its ' +
          'record 2 may have no record (--api-audit reports them)',
      ],
    });
  });

  it('show that the end of the earlier chain, or all of it, was removed', () => {
    const { first, next } = writeProcesses();
    expect(verify([first, next()]).problems).toEqual([
      'file0:2: record 2 is missing at the end of chain 00000000000000aa',
    ]);
    expect(verify([next()]).problems).toEqual([
      'file0:1: the record continues record 2 of chain 00000000000000aa, which is missing; pass all rotated files',
    ]);
    const kept = next({ firstRetained: { log: '00000000000000bb', seq: 1 } });
    expect(verify([kept])).toMatchObject({ problems: [], chains: [{ isCut: true }] });
  });

  it('show that the end of the earlier chain was replaced or continued', () => {
    const { first, last, next } = writeProcesses();
    const { head } = sealAfter(begin, '{"a":1}', { opens: { previousFile: null } });
    const forged = sealAfter(head, '{"a":9}');
    expect(verify([first, forged.line, next()]).problems).toEqual([
      'file0:3: the record does not continue the last record of chain 00000000000000aa; one of them was replaced',
    ]);
    const later = sealAfter(JSON.parse(last).chain as ChainHead, '{"a":3}').line;
    expect(verify([first, last, later, next()]).problems).toEqual([
      'file0:4: the record continues record 2 of chain 00000000000000aa, which has later records',
    ]);
  });

  it('of many processes do not overflow the stack', () => {
    const count = propertyRuns(300_000);
    const lines = Array.from(
      { length: count },
      (_, index) =>
        sealAfter({ ...begin, log: index.toString(16).padStart(16, '0') }, '{"a":1}', {
          firstRetained: { log: begin.log, seq: 9 },
        }).line,
    );
    const { problems, chains } = verify(lines);
    expect([problems.length, chains.length]).toEqual([0, count]);
  });
});

describe('chains with a key', () => {
  const key = keyedSeal(Buffer.alloc(32, 1));
  const other = keyedSeal(Buffer.alloc(32, 2));

  it('are verified with the key only', () => {
    const { line } = sealAfter(begin, '{"a":1}', {}, key);
    expect(verifyWith(sealsOf([key]), [line]).problems).toEqual([]);
    for (const seals of [openSeals, sealsOf([other])])
      expect(verifyWith(seals, [line]).problems).toContain(
        `file0:1: record 1 is sealed with the key ${key.key}; pass its file to --key-file`,
      );
    expect(verifyWith(sealsOf([key]), [line.replace('"a":1', '"a":2')]).problems).toEqual([
      'file0:1: record 1 was changed after it was written; its hash does not match its text',
    ]);
  });

  it('cannot be replaced by a chain without a key', () => {
    const { line } = sealAfter(begin, '{"a":1}');
    expect(verifyWith(sealsOf([key]), [line]).problems).toEqual([
      'file0:1: chain 00000000000000aa is not sealed with a key, and no chain with a key continues it',
    ]);
    const keyed = sealAfter(begin, '{"a":1}', {}, key);
    expect(verifyWith(sealsOf([key]), [keyed.line, sealAfter(keyed.head, '{"a":2}').line]).problems).toEqual([
      'file0:2: record 2 is not sealed with the key of its chain',
    ]);
  });

  it('prove the chains without a key that they continue', () => {
    const { first, last, next } = writeProcesses({ seal: key });
    expect(verifyWith(sealsOf([key]), [first, last, next()]).problems).toEqual([]);
  });

  it('can change their key', () => {
    const { line, head } = sealAfter(begin, '{"a":1}', {}, key);
    const continues = { log: head.log, seq: head.seq, closed: true };
    const next = sealAfter({ log: 'b', seq: 0, hash: head.hash }, '{"b":1}', { continues }, other).line;
    expect(verifyWith(sealsOf([key, other]), [line, next]).problems).toEqual([]);
  });
});
