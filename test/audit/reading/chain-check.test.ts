import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChainHead, noRecord, sealRecord } from '../../../src/audit/audit-chain.ts';
import { type ChainNote, type ChainPart, FileChainCheck } from '../../../src/audit/reading/chain-check.ts';
import { joinChains } from '../../../src/audit/reading/join-chains.ts';

const begin: ChainHead = { log: '00000000000000aa', seq: 0, hash: noRecord };

/** As the log writes them: the first record of each file opens it. */
function writeFiles(...counts: readonly number[]): string[][] {
  let head = begin;
  return counts.map((count, file) =>
    Array.from({ length: count }, (_, index) => {
      const notes = index === 0 ? { opens: { previousFile: file === 0 ? null : `file${file - 1}` } } : {};
      const sealed = sealRecord(
        JSON.stringify({ name: `set-${file}-${index}`, message: 'says ,"chain":{' }),
        head,
        notes,
      );
      head = sealed.head;
      return sealed.line;
    }),
  );
}

function verify(...files: readonly (readonly string[])[]) {
  const problems: ChainNote[] = [];
  const notes: ChainNote[] = [];
  const listener = {
    problem: (note: ChainNote) => problems.push(note),
    note: (note: ChainNote) => notes.push(note),
  };
  const parts: ChainPart[] = files.flatMap((lines, index) => {
    const check = new FileChainCheck(`file${index}`, listener);
    for (const line of lines) check.read(Buffer.from(line));
    return check.end(0);
  });
  const chains = joinChains(parts, listener);
  const say = ({ file, line, message }: ChainNote) => `${file}:${line}: ${message}`;
  return { problems: problems.map(say), notes: notes.map(say), chains };
}

describe('FileChainCheck and joinChains', () => {
  it('report no problem in an unchanged log and return its head', () => {
    const { problems, notes, chains } = verify(...writeFiles(3, 2));
    expect(problems).toEqual([]);
    expect(notes).toEqual([]);
    expect(chains).toMatchObject([{ records: 5, firstSeq: 1, head: { log: begin.log, seq: 5 } }]);
  });

  it('report missing files that the log states as retained, according to its last such record', () => {
    const keeping = (seq: number, from: number, head: ChainHead) =>
      sealRecord(`{"n":${seq}}`, { ...head, seq: seq - 1 }, { opens: { previousFile: 'x', keptFrom: from } });
    const third = keeping(3, 1, begin);
    const fourth = keeping(4, 3, third.head);
    expect(verify([third.line]).problems).toEqual([
      'file0:1: records 1 to 2 are missing; according to record 3, the log was retained starting with record 1; ' +
        'pass all rotated files',
    ]);
    const both = verify([fourth.line], [third.line]);
    expect(both.problems).toEqual([]);
    expect(both.notes).toEqual([
      'file1:1: the chain is read starting with record 3; records 1 to 2 are in older files',
    ]);
    expect(verify([fourth.line]).problems).toEqual([
      'file0:1: record 3 is missing; according to record 4, the log was retained starting with record 3; ' +
        'pass all rotated files',
    ]);
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
    lines[1] = sealRecord('{"name":"forged"}', { log: begin.log, seq, hash }).line;
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

  it('note that older files are missing', () => {
    const [, b = []] = writeFiles(2, 2);
    const { problems, notes } = verify(b);
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      'file0:1: the chain is read starting with record 3; records 1 to 2 are in older files',
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
    const forged = sealRecord(
      '{"a":1}',
      { log: begin.log, seq: 2, hash: 'f'.repeat(64) },
      { opens: { previousFile: 'file0' } },
    ).line;
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
    const check = new FileChainCheck('a', {
      problem: ({ line, message }) => problems.push(`${line}: ${message}`),
      note: () => {},
    });
    check.end(7);
    expect(problems).toEqual([
      '1: the last line is truncated after 7 bytes; its write was interrupted or is in progress, ' +
        'and a restart of the webhook moves it aside',
    ]);
  });

  it('report the notes in the log', () => {
    const { line } = sealRecord('{"a":1}', begin, {
      opens: { previousFile: null, abandonedFile: 'old' },
      recovered: { bytes: 9, file: 'partial' },
      dropped: 2,
    });
    expect(verify([line]).notes).toEqual([
      'file0:1: 2 decisions before record 1 could not be written and have no record',
      'file0:1: before record 1, 9 bytes of an interrupted write were moved to partial',
      'file0:1: a new chain starts here; the previous one is in old, which was corrupt',
    ]);
  });

  it('follow the chains of several processes in one stream', () => {
    const other = sealRecord(
      '{"a":1}',
      { ...begin, log: '00000000000000bb' },
      { opens: { previousFile: null } },
    ).line;
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
        const check = new FileChainCheck('a', listener);
        for (const line of lines) check.read(Buffer.from(line, 'latin1'));
        joinChains(check.end(rest.length), listener);
        expect(problems).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('report any selection of lines except a prefix of the log', () => {
    const [lines = []] = writeFiles(6);
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 8 }), (picks) => {
        const isBeginning = picks.every((pick, index) => pick === index);
        expect(verify(picks.map((pick) => lines[pick] ?? '')).problems.length === 0).toBe(isBeginning);
      }),
      { numRuns: 500 },
    );
  });
});
