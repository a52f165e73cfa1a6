import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
export const bundle = join(root, 'dist', 'webhook.mjs');

/** Whether the server and the load can each be pinned to a core. */
export const canSetAffinity = spawnSync('taskset', ['-c', '0,1', 'true']).status === 0;
export const pinned = (core: number, command: readonly string[]): readonly string[] =>
  canSetAffinity ? ['taskset', '-c', String(core), ...command] : command;

export interface BenchServer {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** A folder for certificates and audit records. It is deleted at exit. */
export const workFolder = mkdtempSync(join(tmpdir(), 'mirrorguard-bench-'));
process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }));

/** Starts a server and resolves with the address that it prints. */
export async function startServer(name: string, command: readonly string[]): Promise<BenchServer> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, found] = /(https:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`${name} did not start: ${output}`)));
  });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
  return { name, url, process: child, stop };
}

/**
 * The flags of `npm start`. Without a limit on heap growth, V8 lets garbage grow to several times the live
 * heap. A limit of 40 % saves about 50 MB and costs 10 to 17 % more CPU time.
 */
const v8Flags = ['--max-semi-space-size=4', '--heap-growing-percent=40'];

/** @param options of the webhook, after the default options */
export const webhookCommand = (...options: readonly string[]): readonly string[] => [
  process.execPath,
  ...v8Flags,
  bundle,
  ...['--port', '0', '--health-port', '0', '--log-level', 'warn'],
  ...['--state-dir', workFolder, '--audit-file', join(workFolder, 'audit.jsonl')],
  ...options,
];

export const bareCommand: readonly string[] = [
  process.execPath,
  join(import.meta.dirname, 'bare-server.ts'),
  workFolder,
];
