import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';
import { type BenchServer, bareCommand, pinned, startServer, webhookCommand } from './servers.ts';

const rounds = 5;
const requestsInARound: Readonly<Record<number, number>> = { 1: 8000, 50: 3000 };
const manyBodies = join(import.meta.dirname, 'many-bodies.ts');

/**
 * What a request costs that is about an object never seen before, of which nothing is remembered: processor time of the server, because
 * a load that makes each request anew is slower than a bare server.
 */
export async function benchUnseen(): Promise<void> {
  if (!existsSync('/proc/self/stat'))
    return console.log('\nobjects never seen before: not measured, there is no /proc here');
  console.log(
    `\n/validate of objects never seen before (processor time a request, ${rounds} rounds, medians)`,
  );
  const webhook = await startServer('mirrorguard', pinned(0, webhookCommand()));
  const bare = await startServer('bare node:https', pinned(0, bareCommand));
  for (const entries of [1, 50]) compare(webhook, bare, entries);
  await Promise.all([webhook.stop(), bare.stop()]);
}

function compare(webhook: BenchServer, bare: BenchServer, entries: number): void {
  const micros = { webhook: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const cost = { bare: costOf(bare, entries, round), webhook: costOf(webhook, entries, round) };
    // The first round warms up.
    if (round === 0) continue;
    micros.bare.push(cost.bare);
    micros.webhook.push(cost.webhook);
  }
  const [mine, its] = [median(micros.webhook), median(micros.bare)];
  console.log(
    `  ${String(entries).padStart(2)} entries: ${mine.toFixed(0)} us; bare ${its.toFixed(0)} us; ratio ${(its / mine).toFixed(2)}`,
  );
}

/** Microseconds a request. */
function costOf(server: BenchServer, entries: number, round: number): number {
  const count = requestsInARound[entries] ?? 1000;
  const url = `${server.url}/validate?timeout=10s`;
  const before = cpuMicrosOf(server);
  const [program = '', ...args] = pinned(1, [
    process.execPath,
    manyBodies,
    url,
    `${entries}`,
    `${count}`,
    `round${round}`,
  ]);
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the load failed: ${stderr}`);
  return (cpuMicrosOf(server) - before) / count;
}

/** Of every Linux that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** User and system time of the whole process (proc_pid_stat(5): fields 14 and 15, in clock ticks). */
function cpuMicrosOf({ process: { pid } }: BenchServer): number {
  const [, behindName = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = behindName.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond;
}
