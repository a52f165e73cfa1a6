import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../certificates/temporary-folder.ts';
import { webhookProgram } from '../support/bundles.ts';

const root = join(import.meta.dirname, '..', '..');
const stateDir = temporaryFolder();
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [webhookProgram, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}
async function ended(child: ChildProcess) {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout as never),
    text(child.stderr as never),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code };
}
async function greeted(child: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of child.stderr as AsyncIterable<Buffer>) {
    output += chunk.toString();
    if (output.includes('/validate\n')) return output;
  }
  throw new Error(`no greeting: ${output}`);
}
const onFreePorts = ['--port', '0', '--health-port', '0', '--state-dir', stateDir, '--log-level', 'warn'];

describe('the webhook process', () => {
  it('prints a command that shows a denial, writes only audit records to standard output, and exits with 0', async () => {
    const child = run(...onFreePorts);
    const output = await greeted(child);
    expect(output).toMatch(/cluster {2}3 files with 3 mirror sets/);
    const [, caFile = '', review = '', url = ''] =
      /curl -sS --cacert (\S+) .* --data-binary @(\S+) .* (\S+)\n/.exec(output) ?? [];

    const outgoing = request(url, {
      method: 'POST',
      ca: readFileSync(resolve(root, caFile)),
      headers: { 'Content-Type': 'application/json' },
    });
    outgoing.end(readFileSync(resolve(root, review)));
    const [response] = await once(outgoing, 'response');
    expect(JSON.parse(await text(response)).response).toMatchObject({
      allowed: false,
      status: { reason: 'Invalid' },
    });

    const written = text(child.stdout as never);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const records = (await written)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toMatchObject([
      { type: 'policy', difference: [], chain: { seq: 1 } },
      { type: 'decision', verdict: 'deny', name: 'team', chain: { seq: 2 } },
      { type: 'closed', chain: { seq: 3, closes: true } },
    ]);
  });

  it('exits with npm, whose shell does not forward signals', async () => {
    const command = `${process.execPath} ${webhookProgram} ${onFreePorts.slice(0, -1).join(' ')} info; true`;
    const shell = spawn('sh', ['-c', command], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.push(shell);
    let last = '';
    for await (const line of createInterface({ input: shell.stderr as never })) {
      last = line;
      if (line.includes('"Listening"')) shell.kill('SIGTERM');
    }
    expect(last).toContain('"Stopped"');
  });

  it('shuts down cleanly after a signal during the start', async () => {
    const child = run(...onFreePorts.slice(0, -1), 'info');
    const output: string[] = [];
    for await (const line of createInterface({ input: child.stderr as never })) {
      output.push(line);
      // The webhook logs this message long before it listens.
      if (line.includes('Loaded cluster folder')) child.kill('SIGINT');
    }
    await once(child, 'close');
    expect(child.exitCode).toBe(0);
    expect(output.at(-1)).toContain('"Stopped"');
  });

  it('reports that the certificate could not be stored and prints no command', async () => {
    const child = run(
      '--port',
      '0',
      '--health-port',
      '0',
      '--log-level',
      'warn',
      '--state-dir',
      join(root, 'package.json'),
    );
    let output = '';
    for await (const chunk of child.stderr as AsyncIterable<Buffer>) {
      output += chunk.toString();
      if (output.includes('  audit ')) break;
    }
    expect(output).toMatch(/Certificate needs attention/);
    expect(output).toMatch(/could not be stored, so the next start creates another one/);
    expect(output).not.toContain('curl');
  });

  it('reports a port that is in use and exits with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await ended(
      run('--health-port', '0', '--state-dir', stateDir, '--log-level', 'error', '--port', String(port)),
    );
    other.close();
    expect(code).toBe(2);
    expect(stderr).toBe(
      `mirrorguard: port ${port} of 127.0.0.1 is in use; stop the other process, or set --port, --health-port or --metrics-port to another port (0 selects a free one)\n`,
    );
  });

  it('reports a missing folder and exits with 2', async () => {
    const { code, stderr } = await ended(run(...onFreePorts, '--cluster-dir', '/nowhere/at/all'));
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'mirrorguard: /nowhere/at/all does not exist\n' });
  });

  it('reports all problems of its policy and exits with 2', async () => {
    const { code, stderr } = await ended(run(...onFreePorts, '--policy-file', join(root, 'package.json')));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^mirrorguard: --policy-file .*package\.json is not valid:\n.*package\.json:2:3: name is not a field here\.[^\n]*\n/,
    );
  });

  it('reports all problems of its options and exits with 2', async () => {
    const { code, stderr } = await ended(run('--port', 'x', '--color'));
    expect(code).toBe(2);
    expect(stderr.split('\n')).toHaveLength(3);
  });

  it('prints help and version to standard output', async () => {
    const { code, stdout } = await ended(run('--help'));
    expect(code).toBe(0);
    expect(stdout).toContain('--cluster-dir');
    expect(await ended(run('--version'))).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
