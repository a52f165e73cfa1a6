import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Vector, VectorInput } from './vector.ts';

const sourceFolder = join(import.meta.dirname, 'oracle');
/** Disables the parts that require C: GPG signing and storage drivers. */
const buildTags = 'containers_image_openpgp exclude_graphdriver_btrfs exclude_graphdriver_devicemapper';
const maxOutputBytes = 1 << 30;

export interface NamedInput {
  readonly name: string;
  readonly input: VectorInput;
}

/** A program that runs the Go libraries of the MCO. */
export interface Oracle {
  evaluateWrite(inputs: readonly NamedInput[]): Vector[];
  /** Milliseconds for merging and rendering, by name. */
  time(inputs: readonly NamedInput[]): Map<string, number>;
}

/**
 * Builds the oracle outside the repository, once per version of its source. Undefined if Go is not installed.
 */
export function findOracle(): Oracle | undefined {
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  const program = build();
  const run = (inputs: readonly NamedInput[], options: readonly string[]) =>
    execFileSync(program, options, {
      input: inputs.map((input) => `${JSON.stringify(input)}\n`).join(''),
      encoding: 'utf8',
      maxBuffer: maxOutputBytes,
    })
      .split('\n')
      .filter((line) => line !== '');
  return {
    evaluateWrite: (inputs) => run(inputs, []).map((line) => JSON.parse(line)),
    time: (inputs) =>
      new Map(
        run(inputs, ['-time']).map((line) => {
          const space = line.lastIndexOf(' ');
          return [line.slice(0, space), Number(line.slice(space + 1))];
        }),
      ),
  };
}

function build(): string {
  const cache = join(homedir(), '.cache', 'mirrorguard-e2e', 'bin');
  const program = join(cache, `oracle-${sourceHash()}`);
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const options = ['build', '-trimpath', '-tags', buildTags, '-o', program, '.'];
  execFileSync('go', options, {
    cwd: sourceFolder,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return program;
}

function sourceHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(sourceFolder).sort())
    hash.update(name).update(readFileSync(join(sourceFolder, name)));
  return hash.digest('hex').slice(0, 12);
}
