import { describe, expect, it } from '@jest/globals';
import type { ChainNotes } from '../../../src/audit/audit-chain.ts';
import { readApiAudit } from '../../../src/audit/reading/api-audit.ts';
import type { AuditInput } from '../../../src/audit/reading/audit-input.ts';
import type { ChainNote } from '../../../src/audit/reading/chain-check.ts';
import { splitLines } from '../../../src/audit/reading/read-lines.ts';
import { verifyLogs } from '../../../src/audit/reading/verify-logs.ts';
import { openSeals } from '../../../src/audit/seal.ts';
import { beginning, sealAfter } from '../seal-after.ts';

const timeOf = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;

function inputOf(name: string, lines: readonly string[]): AuditInput {
  return { name, lines: () => splitLines([Buffer.from(lines.map((line) => `${line}\n`).join(''))]) };
}

interface Decision {
  readonly uid: string;
  readonly second: number;
  readonly stage?: string;
  readonly verdict?: string;
  readonly notes?: ChainNotes;
}

function logOf(decisions: readonly Decision[], from = beginning): AuditInput {
  let head = from;
  const lines = decisions.map(({ uid, second, stage = 'validate', verdict = 'allow', notes = {} }) => {
    const record = {
      type: 'decision',
      time: timeOf(second),
      uid,
      stage,
      operation: 'CREATE',
      kind: 'k',
      name: 'n',
      user: { name: 'u', groups: [] },
      peer: { address: '10.0.0.1', certificate: null },
      verdict,
      rules: [],
      notEvaluated: [],
      exemptionsUsed: [],
    };
    const sealed = sealAfter(head, JSON.stringify(record), notes);
    head = sealed.head;
    return sealed.line;
  });
  return inputOf('audit.log', lines);
}

interface Stated {
  readonly uid?: string;
  readonly record?: string;
  readonly second: number;
  readonly webhook?: string;
}

function eventOf({ uid, record, second, webhook = 'validate.mirrorguard.io' }: Stated): string {
  return JSON.stringify({
    kind: 'Event',
    verb: 'create',
    user: { username: 'alice' },
    objectRef: { resource: 'imagedigestmirrorsets', name: 'team' },
    stageTimestamp: timeOf(second),
    annotations:
      record === undefined
        ? { 'other.example.com/record': '00000000000000aa:9' }
        : { [`${webhook}/uid`]: uid, [`${webhook}/record`]: record },
  });
}

function compare(log: AuditInput, events: readonly Stated[]) {
  const apiAudit = readApiAudit([inputOf('api.log', events.map(eventOf))], (_input, error) => {
    throw error;
  });
  const [problems, notes]: [string[], string[]] = [[], []];
  const format = ({ file, line, message }: ChainNote) => `${file}:${line}: ${message}`;
  verifyLogs(
    [log],
    { expected: [], seals: openSeals, apiAudit },
    {
      problem: (note) => problems.push(format(note)),
      note: (note) => notes.push(format(note)),
      onUnreadable: (_input, error) => {
        throw error;
      },
    },
  );
  return { problems, notes };
}

const around = [{ second: 0 }, { second: 59 }] as const;

describe('the join with the audit log of the API server', () => {
  const decisions = [
    { uid: 'a', second: 1 },
    { uid: 'b', second: 2, stage: 'mutate', verdict: 'deny' },
    { uid: 'c', second: 3, stage: 'mutate' },
  ];
  const stated = [
    { uid: 'a', record: '00000000000000aa:1', second: 1 },
    { uid: 'b', record: '00000000000000aa:2', second: 2, webhook: 'mutate.mirrorguard.io' },
  ];

  it('finds nothing if both state the same decisions', () => {
    expect(compare(logOf(decisions), [around[0], ...stated, around[1]])).toEqual({ problems: [], notes: [] });
  });

  it('reports a decision of the API server without a record', () => {
    const more = [{ uid: 'd', record: '00000000000000aa:4', second: 4 }];
    expect(compare(logOf(decisions), [around[0], ...stated, ...more, around[1]]).problems).toEqual([
      'api.log:4: record 00000000000000aa:4 of request d is missing (create imagedigestmirrorsets/team by alice at ' +
        '2026-01-01T00:00:04.000Z)',
    ]);
  });

  it('reports a decision of a chain that is not in the files', () => {
    const more = [{ uid: 'd', record: '00000000000000bb:1', second: 0 }];
    expect(compare(logOf(decisions), [...more, ...stated, around[1]]).problems).toEqual([
      expect.stringContaining('record 00000000000000bb:1 of request d is missing'),
    ]);
  });

  it('reports a record that the API server does not have', () => {
    expect(compare(logOf(decisions), [around[0], ...stated.slice(1), around[1]]).problems).toEqual([
      'audit.log:1: record 1 is not in the audit log of the API server, which did not use the decision; its client ' +
        '10.0.0.1 is not an API server whose log was passed, or did not wait for the response',
    ]);
  });

  it('reports a record of another request', () => {
    const other = [{ uid: 'x', record: '00000000000000aa:1', second: 1 }, ...stated.slice(1)];
    expect(compare(logOf(decisions), [around[0], ...other, around[1]]).problems).toEqual([
      'audit.log:1: record 1 is of request a, but the API server states it for request x',
    ]);
  });

  it('compares no records before the first event and after the last one', () => {
    expect(compare(logOf(decisions), [{ second: 2 }, ...stated.slice(1), { second: 2 }])).toEqual({
      problems: [],
      notes: [],
    });
  });

  it('skips events that are older than the retained records', () => {
    const head = { ...beginning, seq: 2 };
    const firstRetained = { log: beginning.log, seq: 3 };
    const rest: Decision[] = [
      { uid: 'c', second: 3, notes: { opens: { previousFile: 'f' }, firstRetained } },
    ];
    const events = [
      ...stated,
      { uid: 'z', record: '00000000000000bb:7', second: 2 },
      { uid: 'c', record: '00000000000000aa:3', second: 3 },
    ];
    const { problems, notes } = compare(logOf(rest, head), events);
    expect(problems).toEqual([]);
    expect(notes).toContain('api.log:undefined: skipped 3 events that are older than the retained records');
    const later = [...events, { uid: 'y', record: '00000000000000bb:8', second: 9 }];
    expect(compare(logOf(rest, head), later).problems).toEqual([
      expect.stringContaining('record 00000000000000bb:8 of request y is missing'),
    ]);
  });

  it('fails without events', () => {
    const read = (lines: readonly string[]) =>
      readApiAudit([inputOf('api.log', lines)], (_input, error) => {
        throw error;
      });
    expect(() => read(['{"level":"info"}'])).toThrow('is not an audit log of an API server');
    expect(() => read(['node-1 {}'])).toThrow('is not an audit log of an API server');
  });
});
