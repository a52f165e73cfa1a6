import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { compareResults } from './compare.ts';
import { cornerCluster, cornerNames } from './corners/index.ts';
import { modelResult } from './model-result.ts';
import { readAttempts } from './skopeo.ts';
import { Tally } from './tally.ts';
import { worldOf } from './world-of.ts';
import { randomCluster } from './worlds.ts';

describe('comparing results', () => {
  it('treats only empty, absent and false as equal', () => {
    expect(compareResults({ registriesBlocked: null, fileWritten: false, refs: [] }, {})).toEqual([]);
    expect(compareResults({ fileWritten: true }, {})).toEqual([
      { field: 'fileWritten', expected: 'true', actual: 'nothing' },
    ]);
    expect(compareResults({}, { safeNoDrain: true })).toHaveLength(1);
  });

  it('ignores the path from which the loader read the file', () => {
    expect(
      compareResults(
        { loadErr: 'loading registries configuration "FILE": x' },
        { loadErr: 'loading registries configuration: x' },
      ),
    ).toEqual([]);
    expect(
      compareResults(
        { loadErr: 'loading registries configuration "FILE": x' },
        { loadErr: 'loading registries configuration: y' },
      ),
    ).toHaveLength(1);
  });

  it('shows the first line or element that differs', () => {
    expect(compareResults({ toml: 'a\nb\nc' }, { toml: 'a\nx\nc' })).toEqual([
      { field: 'toml, line 2', expected: '"b"', actual: '"x"' },
    ]);
    expect(compareResults({ toml: 'a\n' }, { toml: 'a\n\n' })).toHaveLength(1);
    expect(
      compareResults(
        { refs: [{ ref: 'a' }, { ref: 'b', noMatch: true }] },
        { refs: [{ ref: 'a' }, { ref: 'b' }] },
      ),
    ).toMatchObject([{ field: 'refs[1]' }]);
  });

  it('shows ten differences and counts all', () => {
    const tally = new Tally();
    tally.add('good', []);
    for (let index = 0; index < 12; index++)
      tally.add(`bad ${index}`, [{ field: 'toml', expected: '1', actual: '2' }]);
    expect(tally.report()).toMatch(/bad 9\n.*\.\.\. and 2 more\n1 passed, 12 failed\n$/s);
    expect(tally.report()).not.toContain('bad 10');
  });
});

describe('random worlds', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(randomCluster(7)).toEqual(randomCluster(7));
    expect(randomCluster(7)).not.toEqual(randomCluster(8));
    expect(worldOf(7)).toEqual(worldOf(7));
  });

  it('alternate between random worlds and each special case in turn', () => {
    const names = Array.from({ length: 24 }, (_, seed) => /\((.*)\)/.exec(worldOf(seed).name)?.[1]);
    expect(names.filter((name) => name === undefined)).toHaveLength(12);
    for (const corner of cornerNames) expect(names.filter((name) => name === corner)).toHaveLength(2);
  });

  it('contain each special case', () => {
    const worlds = (corner: (typeof cornerNames)[number]) =>
      Array.from({ length: 200 }, (_, seed) => modelResult(cornerCluster(corner, seed)));
    expect(
      worlds('payload').some(
        ({ allowed, policyBlocked }) => allowed !== undefined && policyBlocked === undefined,
      ),
    ).toBe(true);
    expect(worlds('order').some(({ toml }) => (toml?.match(/registry\.mirror/g) ?? []).length >= 6)).toBe(
      true,
    );
    expect(worlds('nesting').some(({ editErr }) => editErr?.includes('wildcard'))).toBe(true);
    expect(worlds('odd text').some(({ loadErr }) => loadErr?.includes('conflicting'))).toBe(true);
    expect(worlds('references').some(({ refs }) => refs?.some(({ err }) => err?.includes('255')))).toBe(true);
    expect(new Set(worlds('change').map(({ safeNoDrain }) => safeNoDrain))).toEqual(new Set([true, false]));
  });
});

describe('the log of skopeo', () => {
  it('is read as a list of attempts, with blocked ones marked', () => {
    const log = [
      String.raw`time="t" level=debug msg="Trying to access \"m.io/a:v1\""`,
      String.raw`time="t" level=debug msg="Accessing \"m.io/a:v1\" failed: registry m.io is blocked in FILE or FOLDER"`,
      String.raw`time="t" level=debug msg="Trying to access \"s.io/a:v1\""`,
      String.raw`time="t" level=debug msg="Accessing \"s.io/a:v1\" failed: pinging container registry s.io"`,
    ].join('\n');
    expect(readAttempts(log)).toEqual([
      { reference: 'm.io/a:v1', isBlocked: true },
      { reference: 's.io/a:v1', isBlocked: false },
    ]);
  });
});

describe('npm run conformance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(content?: string): Promise<{ code: unknown; text: string }> {
    const file = join(folder, 'vectors.jsonl');
    rmSync(file, { force: true });
    if (content !== undefined) writeFileSync(file, content);
    return runFile(file);
  }

  function runFile(file: string): Promise<{ code: unknown; text: string }> {
    return new Promise((resolve) => {
      // Every start but the first reuses the compiled sources.
      const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
      execFile('node', [join(import.meta.dirname, 'main.ts'), file], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, text: stdout + stderr }),
      );
    });
  }

  const vector = (fileWritten: boolean) =>
    `${JSON.stringify({ name: 'nothing', input: {}, expect: { fileWritten } })}\n`;

  it('exits with 0 if all results agree, and with 1 otherwise', async () => {
    expect(await run(vector(false) + vector(false))).toEqual({ code: 0, text: '2 passed, 0 failed\n' });
    const { code, text } = await run(vector(false) + vector(true));
    expect(code).toBe(1);
    expect(text).toMatch(/nothing\n {2}fileWritten.*1 passed, 1 failed\n$/s);
  });

  it('reads compressed files', async () => {
    const file = join(folder, 'vectors.jsonl.gz');
    writeFileSync(file, gzipSync(vector(true)));
    expect(await runFile(file)).toMatchObject({ code: 1, text: expect.stringMatching(/1 failed\n$/) });
  });

  it('exits with 2 and names file and line if it cannot read the input', async () => {
    expect(await run()).toMatchObject({ code: 2, text: expect.stringContaining('vectors.jsonl') });
    expect(await run(`${vector(false)}{`)).toMatchObject({
      code: 2,
      text: expect.stringContaining('vectors.jsonl:2: not JSON'),
    });
    expect(await run('{"name":"x"}')).toMatchObject({
      code: 2,
      text: expect.stringContaining('not a vector'),
    });
  });
});
