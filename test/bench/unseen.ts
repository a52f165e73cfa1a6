import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeKnownCluster } from './known-cluster.ts';
import { median } from './median.ts';
import { type BenchServer, bareCommand, pinned, startServer, webhookCommand } from './servers.ts';

const rounds = 5;
const requestsInARound: Readonly<Record<number, number>> = { 1: 8000, 50: 3000 };
const storedEntries = 500;
const memorySeconds = 60;
const manyBodies = join(import.meta.dirname, 'many-bodies.ts');

/** The cost of `/validate` for objects without common values. */
export interface UnseenCost {
  readonly entries: number;
  /** CPU time of the server per request, in microseconds; medians of the rounds. */
  readonly webhookMicros: number;
  readonly bareMicros: number;
  readonly ratio: number;
}

/**
 * Enables all rules with all facts and 500 stored entries, and writes each decision to an audit file.
 * Measures CPU time, because the load generator is slower than a bare server. Linux only.
 */
export async function measureUnseen(): Promise<readonly UnseenCost[]> {
  const webhook = await startServer('mirrorguard', pinned(0, unseenCommand()));
  const bare = await startServer('bare node:https', pinned(0, bareCommand));
  const costs = [1, 50].map((entries) => compare(webhook, bare, entries));
  await Promise.all([webhook.stop(), bare.stop()]);
  return costs;
}

/** The highest resident memory in a minute of this load, in megabytes, without a memory limit. */
export async function measureUnseenMemory(): Promise<number> {
  const webhook = await startServer('mirrorguard', pinned(0, unseenCommand()));
  const stopAt = performance.now() + memorySeconds * 1000;
  let highest = 0;
  for (let round = 0; performance.now() < stopAt; round++) {
    const load = startLoad(webhook, round % 2 === 0 ? 1 : 50, 20_000, `memory${round}`);
    while (load.exitCode === null && performance.now() < stopAt) {
      highest = Math.max(highest, residentMegabytes(webhook.process));
      await sleep(100);
    }
    load.kill();
  }
  await webhook.stop();
  return highest;
}

export function residentMegabytes({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

/** @param flags of Node.js */
export function unseenCommand(flags: readonly string[] = []): readonly string[] {
  const [node = '', ...command] = webhookCommand('--cluster-dir', writeKnownCluster(storedEntries));
  return [node, ...flags, ...command];
}

function compare(webhook: BenchServer, bare: BenchServer, entries: number): UnseenCost {
  const micros = { webhook: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const cost = { bare: costOf(bare, entries, round), webhook: costOf(webhook, entries, round) };
    // The first round warms up.
    if (round === 0) continue;
    micros.bare.push(cost.bare);
    micros.webhook.push(cost.webhook);
  }
  const [webhookMicros, bareMicros] = [median(micros.webhook), median(micros.bare)];
  return { entries, webhookMicros, bareMicros, ratio: bareMicros / webhookMicros };
}

/** Microseconds per request. */
function costOf(server: BenchServer, entries: number, round: number): number {
  const count = requestsInARound[entries] ?? 1000;
  const before = cpuMicrosOf(server);
  sendUnseen(server, entries, count, `round${round}`);
  return (cpuMicrosOf(server) - before) / count;
}

/** @param series requests of different series have no value in common */
export function sendUnseen(server: BenchServer, entries: number, count: number, series: string): void {
  const [program = '', ...args] = loadCommand(server, entries, count, series);
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the load failed: ${stderr}`);
}

function startLoad(server: BenchServer, entries: number, count: number, series: string): ChildProcess {
  const [program = '', ...args] = loadCommand(server, entries, count, series);
  return spawn(program, args, { stdio: 'ignore' });
}

function loadCommand(
  { url }: BenchServer,
  entries: number,
  count: number,
  series: string,
): readonly string[] {
  const validate = `${url}/validate?timeout=10s`;
  return pinned(1, [process.execPath, manyBodies, validate, `${entries}`, `${count}`, series]);
}

/** USER_HZ of every Linux that Node.js supports. */
const ticksPerSecond = 100;

/** User and system time of the process (proc_pid_stat(5): fields 14 and 15, in clock ticks). */
function cpuMicrosOf({ process: { pid } }: BenchServer): number {
  const [, afterName = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = afterName.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond;
}
