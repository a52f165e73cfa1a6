import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit status; 1 when a signal ended it. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, whatever its status. Rejects only when it cannot be started. */
export function runCommand(
  command: string,
  args: readonly string[],
  { input, env }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, ...output }));
    // A program that reads nothing may be gone before it is told that there is nothing.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** For steps of the set-up: gives the output back, or throws with everything the program said. */
export async function expectSuccess(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { status, stdout, stderr } = await runCommand(command, args, options);
  if (status === 0) return stdout;
  throw new Error(`\`${[command, ...args].join(' ')}\` failed with status ${status}:\n${stderr}${stdout}`);
}

/** Runs a program on this terminal: what it says is seen as it says it. */
export function runOnTerminal(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
}
