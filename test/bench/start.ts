import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './median.ts';
import { startServer, webhookCommand } from './servers.ts';

const starts = 7;
/** Long enough for the garbage of the start to be collected or not, as it will be in a pod. */
const idleMs = 3000;

/** From the start of the process to the first line that says where it listens, and the memory of one that has nothing to do. */
export async function benchStart(): Promise<void> {
  const readyMs: number[] = [];
  for (let start = 0; start < starts; start++) {
    const startedMs = performance.now();
    const server = await startServer('mirrorguard', webhookCommand());
    readyMs.push(performance.now() - startedMs);
    await server.stop();
  }
  console.log(`\nstart to ready: ${median(readyMs).toFixed(0)} ms, median of ${starts} (goal 600 ms)`);

  const server = await startServer('mirrorguard', webhookCommand());
  await sleep(idleMs);
  console.log(`idle memory: ${residentMegabytes(server.process.pid)} (goal 90 MB)`);
  await server.stop();
}

function residentMegabytes(pid: number | undefined): string {
  if (process.platform !== 'linux') return 'only measured on Linux';
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return `${(Number(kilobytes) / 1000).toFixed(0)} MB resident`;
}
