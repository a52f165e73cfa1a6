import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { getPods } from './pods.ts';

const client = join(import.meta.dirname, 'flood-client.ts');

/** Responses of a flood, by HTTP status; `closed` counts connections. */
export type FloodReport = Readonly<Record<string, number>>;

/** Floods every pod over so many connections each, until it is stopped. */
export async function startFlood(connections: number): Promise<{ stop(): Promise<FloodReport> }> {
  const pods = await getPods();
  const urls = pods.map(({ status }) => `https://${status.podIP}:8443`);
  const flood = spawn(process.execPath, [client, `${connections}`, ...urls], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const report = text(flood.stdout);
  return {
    async stop() {
      const ended = once(flood, 'exit');
      flood.kill('SIGTERM');
      await ended;
      return JSON.parse(await report) as FloodReport;
    },
  };
}
