import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit status; 1 if a signal ended the program. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program and returns its status. Rejects only if the program cannot be started. */
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
    // A program that does not read its input may exit before the input is closed.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** For setup steps: returns the output, or throws an error with the output. */
export async function expectSuccess(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { status, stdout, stderr } = await runCommand(command, args, options);
  if (status === 0) return stdout;
  throw new Error(`\`${[command, ...args].join(' ')}\` failed with status ${status}:\n${stderr}${stdout}`);
}

/** Runs a program with the output of this terminal. */
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
