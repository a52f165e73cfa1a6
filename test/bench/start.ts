import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './median.ts';
import { startServer, webhookCommand } from './servers.ts';
import { residentMegabytes } from './unseen.ts';

const starts = 7;
/** Long enough for garbage collection after the start, as in a pod. */
const idleMs = 3000;

/** From the start of the process to the line that reports where it listens, in milliseconds; median. */
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
