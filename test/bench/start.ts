import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './median.ts';
import { startServer, webhookCommand } from './servers.ts';
import { residentMegabytes } from './unseen.ts';

const starts = 7;
/** Long enough for the garbage collection that follows the start. */
const idleMs = 3000;

/** Median time from the start of the process until it prints its address, in milliseconds. */
export async function measureStart(): Promise<number> {
  const readyMs: number[] = [];
  for (let start = 0; start < starts; start++) {
    const startedMs = performance.now();
    const server = await startServer('mirrorguard', webhookCommand());
    readyMs.push(performance.now() - startedMs);
    await server.stop();
  }
  return median(readyMs);
}

/** Resident memory of an idle webhook, in megabytes. Linux only. */
export async function measureIdleMemory(): Promise<number> {
  const server = await startServer('mirrorguard', webhookCommand());
  await sleep(idleMs);
  const megabytes = residentMegabytes(server.process);
  await server.stop();
  return megabytes;
}
