import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinned, workFolder } from './servers.ts';

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

const connections = 8;
const hasH2load = spawnSync('h2load', ['--version']).status === 0;
export const loadName = hasH2load ? 'h2load --h1' : 'autocannon';

/** As many requests as the server takes on keep-alive connections for some seconds. Throws where one of them was not answered with 200. */
export function load(url: string, body: string, { seconds }: { readonly seconds: number }): LoadResult {
  const bodyFile = join(workFolder, 'body.json');
  writeFileSync(bodyFile, body);
  return hasH2load ? loadByH2load(url, bodyFile, seconds) : loadByAutocannon(url, bodyFile, seconds);
}

function run(command: readonly string[]): string {
  const [program = '', ...args] = pinned(1, command);
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return stdout;
}

function loadByH2load(url: string, bodyFile: string, seconds: number): LoadResult {
  const log = join(workFolder, 'h2load.log');
  rmSync(log, { force: true });
  const out = run([
    'h2load',
    '--h1',
    '-c',
    `${connections}`,
    '-D',
    `${seconds}`,
    '--warm-up-time=1',
    '-d',
    bodyFile,
    '-H',
    'content-type: application/json',
    `--log-file=${log}`,
    url,
  ]);
  const [, rate] = /finished in [\d.]+s, ([\d.]+) req\/s/.exec(out) ?? [];
  const [, good, bad] = /status codes: (\d+) 2xx, (\d+ 3xx, \d+ 4xx, \d+ 5xx)/.exec(out) ?? [];
  if (rate === undefined || good === '0' || bad !== '0 3xx, 0 4xx, 0 5xx')
    throw new Error(`unexpected answers: ${out}`);
  const durationsUs = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Number(line.split('\t')[2]))
    .sort((a, b) => a - b);
  return {
    requestsPerSecond: Number(rate),
    p99Ms: (durationsUs[Math.floor(durationsUs.length * 0.99)] ?? Number.NaN) / 1000,
  };
}

function loadByAutocannon(url: string, bodyFile: string, seconds: number): LoadResult {
  const tool = join(import.meta.dirname, '..', '..', 'node_modules', 'autocannon', 'autocannon.js');
  const args = [
    '--json',
    '-c',
    `${connections}`,
    '-d',
    `${seconds}`,
    '-m',
    'POST',
    '-H',
    'content-type=application/json',
    '-i',
    bodyFile,
    url,
  ];
  const result = JSON.parse(run([process.execPath, tool, ...args]));
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests were not answered with 200`);
  return { requestsPerSecond: result.requests.average, p99Ms: result.latency.p99 };
}
