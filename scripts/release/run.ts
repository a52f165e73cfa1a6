import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { root } from '../bundle-options.mjs';

/**
 * Runs a program in the root of the checkout and returns its standard output. If it fails, throws with its
 * error output.
 */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new Error(`${program}: ${error.message}`);
  if (status !== 0)
    throw new Error(`\`${program} ${args.join(' ')}\` failed with status ${status}\n${stderr || stdout}`);
  return stdout;
}

/** Whether a program is installed; the option that prints the version differs between programs. */
export function isInstalled(program: string, versionArgument = '--version'): boolean {
  return spawnSync(program, [versionArgument]).status === 0;
}

export function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * The time of the last commit in seconds since 1970, so equal sources give equal times in archives and
 * images.
 */
export function readBuildTime(): string {
  return process.env.SOURCE_DATE_EPOCH ?? run('git', ['log', '-1', '--format=%ct']).trim();
}
