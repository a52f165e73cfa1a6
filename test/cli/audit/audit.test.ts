import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { beginning, sealAfter } from '../../audit/seal-after.ts';
import { run } from '../run.ts';
import { inFolder } from '../temporary-folder.ts';

interface Written {
  readonly uid?: string;
  readonly time?: string;
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly name?: string;
  readonly kind?: string;
  readonly operation?: string;
  readonly verdict?: string;
  readonly rules?: readonly string[];
  readonly dryRun?: boolean;
  readonly durationMs?: number;
  readonly failure?: string;
}

function textOf(written: Written, index: number): string {
  const {
    time = `2026-01-01T00:00:0${index}.000Z`,
    user = 'alice',
    groups = ['team'],
    name = 'a',
    kind = 'ImageDigestMirrorSet',
  } = written;
  const {
    operation = 'CREATE',
    verdict = 'allow',
    rules = [],
    dryRun = false,
    durationMs = 1,
    uid = `uid-${index}`,
    failure = null,
  } = written;
  return JSON.stringify({
    schemaVersion: 1,
    time,
    uid,
    stage: 'validate',
    operation,
    kind,
    name,
    user: { name: user, groups },
    dryRun,
    verdict,
    rules: rules.map((id) => ({ id, severity: 'deny', path: '', message: '' })),
    notEvaluated: [],
    exemptionsUsed: [],
    exemptionsRejected: [],
    failure,
    durationMs,
  });
}

/** The text of a log with these records. */
function logOf(...records: readonly Written[]): string {
  let head = beginning;
  return records
    .map((record, index) => {
      const notes = index === 0 ? { opens: { previousFile: null } } : {};
      const sealed = sealAfter(head, textOf(record, index), notes);
      head = sealed.head;
      return `${sealed.line}\n`;
    })
    .join('');
}

describe('mirrorguard audit verify', () => {
  it('exits with 0 and prints the head of an unchanged log', async () => {
    const { code, out } = await run(['audit', 'verify', '-'], { stdin: logOf({}, {}) });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2 records, 1 to 2, not closed; head 00000000000000aa:2:[0-9a-f]{64}\nVerified\. Save the head/,
    );
  });

  it('exits with 1 and prints file and line of a changed record', async () => {
    const stdin = logOf({}, { user: 'mallory' }, {}).replace('mallory', 'alice');
    const { code, out } = await run(['audit', 'verify', '-'], { stdin });
    expect(code).toBe(1);
    expect(out).toContain('<stdin>:2  error  record 2 was changed after it was written; its hash');
    expect(out).toContain('Not verified: 1 problem.');
  });

  it('exits with 1 if the input has no records', async () => {
    const { code, out } = await run(['audit', 'verify', '-'], {
      stdin: '{"level":"info","message":"listening"}\n',
    });
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/Not verified: the files contain no records\.\n$/),
    });
  });

  it('exits with 2 for a file that cannot be read', async () => {
    const { code, err } = await run(['audit', 'verify', '/nowhere/audit.log']);
    expect(code).toBe(2);
    expect(err).toContain('error: /nowhere/audit.log ');
  });

  it('detects a truncated log with --head', async () => {
    const whole = logOf({}, {}, {});
    const { out } = await run(['audit', 'verify', '-'], { stdin: whole });
    const [, head = ''] = /head (\S+)/.exec(out) ?? [];
    expect((await run(['audit', 'verify', '--head', head, '-'], { stdin: whole })).code).toBe(0);
    const cut = await run(['audit', 'verify', '--head', head, '-'], {
      stdin: whole.split('\n').slice(0, 2).join('\n').concat('\n'),
    });
    expect(cut.code).toBe(1);
    expect(cut.out).toContain('the end is missing: --head names record 3, but the chain ends with record 2');
  });

  it('detects a replaced chain with --head', async () => {
    const { out } = await run(['audit', 'verify', '-'], { stdin: logOf({ user: 'mallory' }, {}) });
    const [, head = ''] = /head (\S+)/.exec(out) ?? [];
    const forged = await run(['audit', 'verify', '--head', head, '-'], {
      stdin: logOf({ user: 'alice' }, {}, {}),
    });
    expect(forged.code).toBe(1);
    expect(forged.out).toContain('record 2 differs from the record that --head names');
  });

  it('exits with 2 for an invalid --head', async () => {
    expect(await run(['audit', 'verify', '--head', 'x', '-'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('LOG:NUMBER:HASH'),
    });
  });

  it.each([
    [{ firstRetained: { log: '00000000000000aa', seq: 3 } }, 0],
    [{}, 1],
  ])('accepts a log without its oldest files only if a record states it: %j', async (notes, expected) => {
    const older = logOf({}, {});
    const head = { log: '00000000000000aa', seq: 2, hash: JSON.parse(older.split('\n')[1] ?? '').chain.hash };
    const stdin = `${sealAfter(head, textOf({}, 2), { opens: { previousFile: 'audit.log.1' }, ...notes }).line}\n`;
    const { code, out } = await run(['audit', 'verify', '-'], { stdin });
    expect(code).toBe(expected);
    expect(out).toContain(
      expected === 0
        ? 'note  retention removed the records before record 3 of 00000000000000aa'
        : 'error  records 1 to 2 are missing before this file, and no record states that retention removed them',
    );
    expect(out).toContain(
      expected === 0
        ? 'Verified, but retention removed older records. Save the head'
        : 'Not verified: 1 problem.',
    );
  });

  it('does not verify a log if one file cannot be read', () =>
    inFolder({ 'audit.log': logOf({}) }, async (folder) => {
      const { code, out } = await run([
        'audit',
        'verify',
        join(folder, 'audit.log'),
        join(folder, 'nowhere'),
      ]);
      expect(code).toBe(2);
      expect(out).toContain('Not verified: some files could not be read.');
    }));

  it.each(['verify', 'query', 'stats'])(
    'exits with 2 for empty standard input: audit %s',
    async (command) => {
      const { code, err } = await run(['audit', command, '-']);
      expect({ code, err }).toEqual({
        code: 2,
        err: 'error: <stdin> is empty: the program that writes it probably failed\n',
      });
    },
  );

  it.each(['verify', 'query', 'stats'])('reports that a file is compressed: audit %s', (command) =>
    inFolder({}, async (folder) => {
      const path = join(folder, 'audit.log.gz');
      writeFileSync(path, gzipSync(logOf({})));
      const { code, err } = await run(['audit', command, path]);
      expect(code).toBe(2);
      expect(err).toContain(
        `error: ${path} is compressed: decompress it, or pipe the output of \`gzip -dc\` to -`,
      );
    }),
  );

  it('verifies the output of `oc logs`, which includes the log of the webhook', async () => {
    const stdin = `{"level":"info","message":"listening"}\n${logOf({}, {})}{"level":"info","message":"stopped"}\n`;
    const { code, out } = await run(['audit', 'verify', '-'], { stdin });
    expect(code).toBe(0);
    expect(out).toContain("note  skipped 2 lines of the webhook's own log");
  });

  it('skips and reports files of interrupted writes', () =>
    inFolder({ 'audit.log': logOf({}), 'audit.log.partial-20260101T000000000Z': '{"sch' }, async (folder) => {
      const files = ['audit.log', 'audit.log.partial-20260101T000000000Z'].map((name) => join(folder, name));
      const { code, out } = await run(['audit', 'verify', ...files]);
      expect(code).toBe(0);
      expect(out).toContain('note  skipped: bytes of an interrupted write, not a log');
    }));

  it('reads a file once that is passed twice', () =>
    inFolder({ 'audit.log': logOf({}) }, async (folder) => {
      const path = join(folder, 'audit.log');
      expect((await run(['audit', 'verify', path, join(folder, '.', 'audit.log')])).code).toBe(0);
    }));

  it('verifies lines longer than one chunk', () =>
    inFolder({}, async (folder) => {
      const path = join(folder, 'audit.log');
      writeFileSync(path, logOf({ name: 'x'.repeat(3 * 1024 * 1024) }, {}));
      expect((await run(['audit', 'verify', path])).code).toBe(0);
    }));

  it('prints the result as JSON', async () => {
    const { out } = await run(['audit', 'verify', '-o', 'json', '-'], { stdin: logOf({}, {}) });
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      isVerified: true,
      problemCount: 0,
      chains: [{ records: 2, head: { seq: 2 } }],
    });
  });
});

describe('mirrorguard audit query', () => {
  const log = logOf(
    { user: 'alice', verdict: 'deny', rules: ['no-scheme', 'no-scheme'], name: 'a' },
    { user: 'bob', groups: ['admins'], operation: 'DELETE', name: 'b', dryRun: true },
    { user: 'bob', kind: 'ImageTagMirrorSet', name: 'b', time: '2026-06-01T00:00:00.000Z' },
  );
  const uidsOf = async (...options: readonly string[]) => {
    const { out } = await run(['audit', 'query', '-o', 'json', ...options, '-'], { stdin: log });
    return out === ''
      ? []
      : out
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).uid);
  };

  it.each([
    [[], ['uid-0', 'uid-1', 'uid-2']],
    [
      ['--user', 'bob'],
      ['uid-1', 'uid-2'],
    ],
    [['--group', 'admins'], ['uid-1']],
    [['--verdict', 'deny'], ['uid-0']],
    [['--rule', 'no-scheme'], ['uid-0']],
    [['--name', 'b', '--kind', 'imagetagmirrorset'], ['uid-2']],
    [['--operation', 'delete'], ['uid-1']],
    [['--uid', 'uid-1'], ['uid-1']],
    [
      ['--since', '2026-01-01T00:00:01Z'],
      ['uid-1', 'uid-2'],
    ],
    [['--until', '2026-01-01T00:00:01Z'], ['uid-0']],
    [['--since', '2026-02-01', '--until', '2026-07-01'], ['uid-2']],
    [['--user', 'nobody'], []],
  ])('audit query selects records by %j', async (options, uids) => {
    expect(await uidsOf(...options)).toEqual(uids);
  });

  it('audit query -o json prints records unchanged', async () => {
    const { out } = await run(['audit', 'query', '-o', 'json', '-'], { stdin: log });
    expect(out).toBe(log);
  });

  it('audit query prints a table with each rule once', async () => {
    const { out } = await run(['audit', 'query', '-'], { stdin: log });
    const lines = out.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    expect(lines.slice(0, 3)).toEqual([
      'TIME VERDICT OPERATION KIND NAME USER RULES',
      '2026-01-01T00:00:00.000Z deny CREATE ImageDigestMirrorSet a alice no-scheme',
      '2026-01-01T00:00:01.000Z allow DELETE ImageDigestMirrorSet b bob (dry run)',
    ]);
  });

  describe('--type', () => {
    const eventOf = (type: string, second: number, more: object = {}) =>
      JSON.stringify({
        schemaVersion: 1,
        type,
        time: `2026-01-01T00:00:0${second}.000Z`,
        ...more,
        replica: 'pod-1',
        chain: {},
      });
    const levels = 'enforcement.levels';
    const started = eventOf('policy', 1, { policyHash: 'a', previousHash: null, difference: [] });
    const changed = eventOf('policy', 3, {
      policyHash: 'b',
      previousHash: 'a',
      difference: [
        { path: `${levels}.no-schema`, before: null, after: 'warn' },
        { path: `${levels}.rollout-drain`, before: 'deny', after: null },
      ],
      differenceOmitted: 2,
    });
    const closed = eventOf('closed', 4);
    const stdin = `${started}\n${log}${changed}\n${closed}\n`;
    const query = (...options: readonly string[]) => run(['audit', 'query', ...options, '-'], { stdin });

    it('prints the policies and their changes as a table', async () => {
      const { code, out, err } = await query('--type', 'policy');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.replaceAll(/ +/g, ' ')).toBe(
        'TIME TYPE REPLICA CONTENT\n' +
          '2026-01-01T00:00:01.000Z policy pod-1 start: as recommended\n' +
          `2026-01-01T00:00:03.000Z policy pod-1 change: ${levels}.no-schema (not set) -> "warn"; ` +
          `${levels}.rollout-drain "deny" -> (not set); 2 more\n`,
      );
    });

    it('prints records unchanged as JSON, of a period', async () => {
      const since = ['--since', '2026-01-01T00:00:02Z'];
      expect((await query('--type', 'policy', '-o', 'json', ...since)).out).toBe(`${changed}\n`);
      const until = ['--until', '2026-01-01T00:00:03Z'];
      expect((await query('--type', 'policy', '-o', 'json', ...until)).out).toBe(`${started}\n`);
      expect((await query('--type', 'closed', '-o', 'json')).out).toBe(`${closed}\n`);
    });

    it('selects decisions by default', async () => {
      expect((await query('-o', 'json')).out).toBe(log);
      expect((await query('--type', 'decision', '-o', 'json')).out).toBe(log);
    });

    it('states why nothing was found', async () => {
      const early = await query('--type', 'closed', '--until', '2026-01-01T00:00:01Z');
      expect(early).toMatchObject({
        code: 0,
        err: 'note: found no record of type closed; the files contain 1 outside the period\n',
      });
      const none = await run(['audit', 'query', '--type', 'closed', '-'], { stdin: log });
      expect(none.err).toBe('note: found no record of type closed; the files contain none\n');
    });

    it('exits with 2 for an option that selects decisions, and for an unknown type', async () => {
      expect(await query('--type', 'policy', '--user', 'alice')).toMatchObject({
        code: 2,
        err: 'error: --user selects decisions; only --since and --until can be used with --type policy\n',
      });
      expect((await query('--type', 'events')).code).toBe(2);
    });
  });

  it('exits with 2 for a file without records and for a folder', () =>
    inFolder({ 'notes.txt': 'denied\nat two\n', 'audit.log': log }, async (folder) => {
      const wrong = await run(['audit', 'query', join(folder, 'notes.txt'), join(folder, 'audit.log')]);
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain(
        `error: ${join(folder, 'notes.txt')} is not an audit log: none of its lines is a record\n`,
      );
      expect(wrong.out).toContain('alice');
      const { code, err } = await run(['audit', 'query', folder]);
      expect({ code, err }).toEqual({ code: 2, err: `error: ${folder} is a folder: pass the files in it\n` });
    }));

  it('accepts the log of a pod without decisions', async () => {
    const { code, err } = await run(['audit', 'query', '-'], {
      stdin: '{"level":"info","message":"listening"}\n',
    });
    expect(code).toBe(0);
    expect(err).toContain('note: the files contain no records');
  });

  it('exits with 2 if --until is before --since', async () => {
    expect(
      await run(['audit', 'query', '--since', '7d', '--until', '30d', '-'], { stdin: log }),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining('--until must be later than --since'),
    });
  });

  it('skips and counts lines that are not records', async () => {
    const { code, out, err } = await run(['audit', 'query', '-o', 'json', '-'], {
      stdin: `rubbish\nnull\n${log}`,
    });
    expect({ code, out }).toEqual({ code: 0, out: log });
    expect(err).toBe('warning: skipped 2 lines that are not audit records; see `mirrorguard audit verify`\n');
  });

  it.each([
    'null',
    '7',
    '[]',
    '{"time":"x","verdict":"deny","rules":[],"user":{"name":"a"}}',
    textOf({}, 0).replace('"rules":[]', '"rules":[null]'),
  ])('skips a line of another program: %s', async (line) => {
    for (const filter of [
      [],
      ['--rule', 'rollout-drain'],
      ['--group', 'x'],
      ['--kind', 'x'],
      ['--exempted', 'stored'],
      ['--exemption', 'x'],
    ]) {
      const { code, err } = await run(['audit', 'query', ...filter, '-'], { stdin: `${line}\n${logOf({})}` });
      expect({ code, err }).toEqual({
        code: 0,
        err: expect.stringContaining('skipped 1 line that is not an audit record'),
      });
    }
  });

  it('reads the oldest file first, for any order of the arguments', () =>
    inFolder(
      { new: logOf({ time: '2026-02-01T00:00:00.000Z', name: 'new' }), old: logOf({ name: 'old' }) },
      async (folder) => {
        const { out } = await run(['audit', 'query', '-o', 'json', join(folder, 'new'), join(folder, 'old')]);
        expect(
          out
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line).name),
        ).toEqual(['old', 'new']);
      },
    ));

  it('exits with 2 for an unknown rule and suggests a similar one', async () => {
    const { code, err } = await run(['audit', 'query', '--rule', 'no-schema', '-'], { stdin: log });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: unknown rule "no-schema"; no record names it. Did you mean no-scheme? Run `mirrorguard rules` to list rules.\n',
    });
  });

  it('exits with 2 for a mutation, which is not a rule', async () => {
    const { code, err } = await run(['audit', 'query', '--rule', 'remove-https', '-'], { stdin: log });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: remove-https is a mutation, not a rule; records show mutations in `patch`\n',
    });
  });

  it('finds records with a rule of another version and reports the version', async () => {
    const stdin = logOf({ rules: ['no-such-thing-any-more'] }, {});
    const { code, out, err } = await run(
      ['audit', 'query', '--rule', 'no-such-thing-any-more', '-o', 'json', '-'],
      { stdin },
    );
    expect({ code, lines: out.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 });
    expect(err).toBe(
      'note: mirrorguard 1.2.3 has no rule "no-such-thing-any-more"; records of another version name it\n',
    );
  });

  it('accepts a rule of another version if another option excludes its records', async () => {
    const stdin = logOf({ rules: ['no-such-thing-any-more'] }, { user: 'bob' });
    const { code, err } = await run(
      ['audit', 'query', '--rule', 'no-such-thing-any-more', '--user', 'bob', '-'],
      { stdin },
    );
    expect(code).toBe(0);
    expect(err).toContain('note: no record matches all options together (searched 2 records)');
  });

  it('names the option that no record matches', async () => {
    const { code, err } = await run(['audit', 'query', '--user', 'alcie', '--verdict', 'deny', '-'], {
      stdin: log,
    });
    expect({ code, err }).toEqual({
      code: 0,
      err: 'note: no record matches --user alcie (searched 3 records)\n',
    });
  });

  it('accepts operations in upper case', async () => {
    expect(await uidsOf('--operation', 'DELETE')).toEqual(['uid-1']);
    expect((await run(['audit', 'query', '--operation', 'patch', '-'], { stdin: log })).code).toBe(2);
  });

  it('shows the failure whose setting decided the response', async () => {
    const stdin = logOf({ verdict: 'deny', failure: 'unrecorded' });
    const { out } = await run(['audit', 'query', '-'], { stdin });
    expect(out.split('\n').map((line) => line.slice(110).trim())).toEqual(['RULES', '(unrecorded)', '']);
  });

  it('reads a named pipe', () =>
    inFolder({ 'audit.log': log }, async (folder) => {
      const [file, pipe] = ['audit.log', 'pipe'].map((name) => join(folder, name)) as [string, string];
      execFileSync('mkfifo', [pipe]);
      const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', file, pipe]);
      const isWritten = once(writer, 'exit');
      const { code, out } = await run(['audit', 'query', '-o', 'json', pipe]);
      await isWritten;
      expect({ code, out }).toEqual({ code: 0, out: log });
    }));

  it('exits with 2 for an invalid time', async () => {
    expect(await run(['audit', 'query', '--since', 'yesterday', '-'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('7d'),
    });
  });

  it('removes control characters of names', async () => {
    const { out } = await run(['audit', 'query', '-'], { stdin: logOf({ name: 'a\u001b[2J' }) });
    expect(out).not.toContain('\u001b');
  });
});

describe('mirrorguard audit stats', () => {
  it('counts a rule once per decision', async () => {
    const stdin = logOf(
      { verdict: 'deny', rules: ['no-scheme', 'no-scheme'], durationMs: 3 },
      { user: 'bob', dryRun: true },
      { user: 'bob', operation: 'UPDATE', durationMs: 2 },
    );
    const { code, out } = await run(['audit', 'stats', '-o', 'json', '-'], { stdin });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      decisions: 3,
      dryRuns: 1,
      failures: 0,
      first: '2026-01-01T00:00:00.000Z',
      last: '2026-01-01T00:00:02.000Z',
      durationMs: { mean: 2, max: 3 },
      verdicts: [
        { value: 'allow', count: 2 },
        { value: 'deny', count: 1 },
      ],
      operations: [
        { value: 'CREATE', count: 2 },
        { value: 'UPDATE', count: 1 },
      ],
      kinds: [{ value: 'ImageDigestMirrorSet', count: 3 }],
      rules: [{ value: 'no-scheme', count: 1 }],
      users: [
        { value: 'bob', count: 2 },
        { value: 'alice', count: 1 },
      ],
    });
  });

  it('counts only records that match all options', async () => {
    const { out } = await run(['audit', 'stats', '--user', 'bob', '-'], {
      stdin: logOf({}, { user: 'bob' }),
    });
    expect(out).toMatch(/^1 decision, /);
  });

  it('reports that an empty file has no records', () =>
    inFolder({ 'audit.log': '' }, async (folder) => {
      const { code, out, err } = await run(['audit', 'stats', join(folder, 'audit.log')]);
      expect({ code, err }).toEqual({ code: 0, err: 'note: the files contain no records\n' });
      expect(out).toMatch(/^0 decisions\n/);
    }));
});

describe('JSON output of audit commands matches its published schema', () => {
  it.each([
    ['verify', logOf({}, {})],
    ['verify', logOf({}, {}).slice(5)],
    ['stats', logOf({ rules: ['no-scheme'] })],
    ['stats', '\n'],
  ])('%s', async (command, stdin) => {
    const file = join(
      import.meta.dirname,
      '..',
      '..',
      '..',
      'docs',
      'reference',
      'schema',
      `audit-${command}.schema.json`,
    );
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    validate(JSON.parse((await run(['audit', command, '-o', 'json', '-'], { stdin })).out));
    expect(validate.errors).toBeNull();
  });
});
