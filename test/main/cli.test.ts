import { spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { inFolder } from '../cli/temporary-folder.ts';
import { cliProgram } from '../support/bundles.ts';

/** A denied manifest whose output exceeds the buffer of a pipe. */
const manifest = `apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata: {name: a}\nspec:\n  imageDigestMirrors:\n${Array.from(
  { length: 600 },
  (_, index) => `  - {source: "https://quay.io/team-${index}", mirrors: [m.example.com/team-${index}]}\n`,
).join('')}`;

type Output = 'pipe' | 'broken' | number;

/** Runs the CLI in a separate process. A broken pipe has no reader. */
function runProcess(
  args: readonly string[],
  { stdout = 'pipe', stderr = 'pipe' }: { readonly stdout?: Output; readonly stderr?: Output },
) {
  const stdio = [stdout, stderr].map((output) => (output === 'broken' ? 'pipe' : output));
  const child = spawn(process.execPath, [cliProgram, ...args], { stdio: ['ignore', ...stdio] });
  let err = '';
  if (stdout === 'broken') child.stdout?.destroy();
  else child.stdout?.resume();
  if (stderr === 'broken') child.stderr?.destroy();
  else child.stderr?.on('data', (chunk) => (err += chunk));
  return new Promise<{ code: number | null; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, err })),
  );
}

describe('the mirrorguard process', () => {
  it('keeps its exit status if its output is not read', async () => {
    await inFolder({ 'a.yaml': manifest }, async (folder) => {
      const file = join(folder, 'a.yaml');
      expect(await runProcess(['lint', file], { stdout: 'broken' })).toEqual({ code: 1, err: '' });
      expect(await runProcess(['rules'], { stdout: 'broken' })).toEqual({ code: 0, err: '' });
      expect(await runProcess(['render', file], { stderr: 'broken' })).toMatchObject({ code: 1 });
    });
  });

  it('reads a process substitution such as <(...)', async () => {
    const { status, stdout } = spawnSync('sh', [
      '-c',
      'echo "kind: Pod" | "$0" "$1" lint /dev/fd/0',
      process.execPath,
      cliProgram,
    ]);
    expect({ status, out: String(stdout) }).toEqual({
      status: 0,
      out: '0 mirror sets in 1 file: nothing to check\n',
    });
  });

  it('does not write fixes to a pipe', async () => {
    await inFolder({ 'a.yaml': manifest }, (folder) => {
      const script = 'cat "$2" | "$0" "$1" fix --write /dev/fd/0';
      const { status, stderr } = spawnSync('sh', [
        '-c',
        script,
        process.execPath,
        cliProgram,
        join(folder, 'a.yaml'),
      ]);
      expect({ status, err: String(stderr) }).toEqual({
        status: 2,
        err: expect.stringContaining('/dev/fd/0  error  is not a regular file and cannot be written'),
      });
    });
  });

  it('exits with 2 and reports the error if standard output is full', async () => {
    const { code, err } = await runProcess(['rules'], { stdout: openSync('/dev/full', 'w') });
    expect(code).toBe(2);
    expect(err).toBe('error: standard output is on a full file system\n');
  });
});
