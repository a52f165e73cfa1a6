import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rules } from '../../../src/rules/index.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scripts = Object.fromEntries(
  await Promise.all(
    ['bash', 'zsh', 'fish'].map(async (shell) => [shell, (await run(['completion', shell])).out] as const),
  ),
);

function shellRun(shell: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  return stdout;
}

/** The completions of bash with the cursor at the end of the line. */
function complete(line: string): readonly string[] {
  const file = join(folder, 'completion.bash');
  writeFileSync(
    file,
    `${scripts.bash}\nCOMP_LINE=$1 COMP_POINT=\${#1}\n_mirrorguard\nprintf '%s\\n' "\${COMPREPLY[@]}"\n`,
  );
  return shellRun('bash', ['--norc', file, line]).trim().split('\n');
}

describe('mirrorguard completion bash', () => {
  it.each([
    ['mirrorguard re', ['render', 'resolve', 'report', 'review']],
    ['mirrorguard audit ', ['verify', 'query', 'stats', 'help']],
    ['mirrorguard lint --ver', ['--verbose']],
    ['mirrorguard lint --fail-on ', ['deny', 'warn', 'audit']],
    ['mirrorguard lint -v --fail-on w', ['warn']],
    ['mirrorguard lint -o sa', ['sarif']],
    ['mirrorguard lint --output=gi', ['github', 'gitlab']],
    ['mirrorguard lint --format sa', ['sarif']],
    ['mirrorguard render --format ', ['toml', 'json']],
    [
      'mirrorguard lint --rule no-schem',
      ['no-scheme=deny', 'no-scheme=warn', 'no-scheme=audit', 'no-scheme=off'],
    ],
    ['mirrorguard lint --rule no-scheme=w', ['warn']],
    ['mirrorguard lint --rule=no-scheme=o', ['off']],
    ['mirrorguard resolve --fail-on b', ['blocked']],
    ['mirrorguard explain no-trailing-sl', ['no-trailing-slash']],
    ['mirrorguard audit query --rule no-trailing-sl', ['no-trailing-slash']],
    ['mirrorguard help comp', ['completion']],
    ['mirrorguard completion ', ['bash', 'zsh', 'fish']],
    ['mirrorguard lint mani', ['']],
    ['mirrorguard lint --policy pol', ['']],
    ['mirrorguard lint nothing --as x', ['']],
  ])('completes %j', (line, replies) => {
    expect(complete(line)).toEqual(replies);
  });

  it('completes every rule', () => {
    expect(complete('mirrorguard explain ')).toEqual(expect.arrayContaining(rules.map(({ id }) => id)));
  });

  it('leaves file names to readline', () => {
    writeFileSync(join(folder, 'registered.bash'), `${scripts.bash}\ncomplete -p mirrorguard\n`);
    expect(shellRun('bash', ['--norc', join(folder, 'registered.bash')])).toBe(
      'complete -o default -F _mirrorguard mirrorguard\n',
    );
  });
});

describe('mirrorguard completion zsh and fish', () => {
  const commandNames = ['lint', 'audit query', 'policy test', 'completion'];

  it('names every option and rule', async () => {
    const help = (await run(['lint', '--help'])).out;
    const options = [...help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name ?? '');
    expect(options).toEqual(expect.arrayContaining(['format', 'rule', 'policy', 'live', 'help']));
    for (const option of options) {
      expect(scripts.zsh).toContain(`'--${option}:`);
      expect(scripts.fish).toMatch(new RegExp(`__mirrorguard_at \\\\'lint\\\\''.* -l ${option}\\b`));
    }
    for (const { id } of rules) {
      expect(scripts.zsh).toContain(` ${id} `);
      expect(scripts.fish).toContain(`${id} `);
    }
  });

  it('has the options of every command', () => {
    for (const path of commandNames) {
      expect(scripts.zsh).toContain(`'${path}:-'*)`);
      expect(scripts.fish).toContain(`-n '__mirrorguard_at \\'${path}\\'' -s h -l help`);
    }
  });
});
