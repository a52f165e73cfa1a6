import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { webhookProgram } from './bundles.ts';

/** A webhook in a separate process. */
export interface WebhookProcess {
  readonly url: string;
  readonly healthUrl: string;
  /** Sends SIGKILL, so the process cannot shut down gracefully. Resolves after it exits. */
  kill(): Promise<void>;
  /** Sends SIGINT, which starts a graceful shutdown. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Starts a webhook on free ports and waits until it listens. Rejects with its output if it exits earlier. */
export async function startWebhookProcess(args: readonly string[]): Promise<WebhookProcess> {
  const child = spawn(process.execPath, [webhookProgram, '--port', '0', '--health-port', '0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { url, healthUrl } = await whenListening(child);
  // The process would block on a full pipe.
  child.stderr.resume();
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code as number | null;
  };
  return { url, healthUrl, kill: () => end('SIGKILL').then(() => {}), stop: () => end('SIGINT') };
}

async function whenListening(
  child: ChildProcess,
): Promise<{ readonly url: string; readonly healthUrl: string }> {
  const said: string[] = [];
  if (child.stderr === null) throw new Error('standard error is not a pipe');
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    if (!line.startsWith('{')) continue;
    const { message, url, healthUrl } = JSON.parse(line);
    if (message === 'Listening') return { url, healthUrl };
  }
  throw new Error(`the webhook ended before it listened:\n${said.join('\n')}`);
}
