import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeKnownCluster } from './known-cluster.ts';
import { objectOf, reviewOf } from './reviews.ts';
import { pinned, startServer, webhookCommand } from './servers.ts';

const storedEntries = 500;
const rounds = 5;
const secondsInARound = 6;
/** Requests are evenly spaced, because a burst would measure the queue. */
const intervalMs = 10;
const loopHold = join(import.meta.dirname, 'loop-hold.ts');
const largeLoad = join(import.meta.dirname, 'large-load.ts');

/** Latency of small requests. */
export interface MixedLatency {
  readonly load: string;
  readonly requests: number;
  readonly largeResponses: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface MixedFigures {
  readonly latencies: readonly MixedLatency[];
  /** The longest CPU time of the main thread within one turn of the event loop. */
  readonly heldMs: number;
}

/**
 * Measures creates of one entry, without other load and while the server continuously evaluates bodies of 6
 * MiB. Returns the round with the lowest p99, which excludes other programs.
 */
export async function measureMixed(): Promise<MixedFigures> {
  const [program = '', ...args] = webhookCommand('--cluster-dir', writeKnownCluster(storedEntries));
  const server = await startServer('mirrorguard', pinned(0, [program, '--import', loopHold, ...args]));
  const report = text(server.process.stderr as Readable);
  const url = `${server.url}/validate?timeout=10s`;
  await measureSmall(url, 'warm-up');
  const measured: MixedLatency[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({ load: 'none', largeResponses: 0, ...(await measureSmall(url, `alone-${round}`)) });
    const large = await startLargeLoad(url);
    const mixed = await measureSmall(url, `mixed-${round}`);
    measured.push({ load: 'bodies of 6 MiB', largeResponses: await large.stop(), ...mixed });
  }
  await server.stop();
  const [, heldMs] = /held the event loop ([\d.]+) ms/.exec(await report) ?? [];
  const latencies = ['none', 'bodies of 6 MiB'].flatMap((load) =>
    measured
      .filter((round) => round.load === load)
      .toSorted((a, b) => a.p99Ms - b.p99Ms)
      .slice(0, 1),
  );
  return { latencies, heldMs: Number(heldMs) };
}

/** Resolves after two large responses. `stop` returns the number of later responses. */
async function startLargeLoad(url: string): Promise<{ stop(): Promise<number> }> {
  const [program = '', ...args] = pinned(1, [process.execPath, largeLoad, url]);
  const large = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let responses = 0;
  createInterface(large.stdout).on('line', () => {
    responses += 1;
  });
  const warmUp = 2;
  while (responses < warmUp) await sleep(20);
  return {
    async stop() {
      const ended = once(large, 'exit');
      large.kill();
      await ended;
      return responses - warmUp;
    },
  };
}

export async function benchMixed(): Promise<void> {
  console.log('\nlatency of small requests, ms');
  const { latencies, heldMs } = await measureMixed();
  for (const { load, requests, largeResponses, p50Ms, p99Ms, maxMs } of latencies)
    console.log(
      `${load.padEnd(14)} ${requests} requests, ${largeResponses} large; ` +
        `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)}, max ${maxMs.toFixed(1)}`,
    );
  console.log(`the main thread held the event loop for at most ${heldMs.toFixed(1)} ms`);
}

async function measureSmall(url: string, series: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const count = (secondsInARound * 1000) / intervalMs;
  const startedMs = performance.now();
  for (let index = 0; index < count; index++) {
    const body = reviewOf(objectOf(1, `${series}-${index}`));
    await sleep(Math.max(0, startedMs + index * intervalMs - performance.now()));
    const sentMs = performance.now();
    pending.push(send(url, agent, body).then(() => void latencies.push(performance.now() - sentMs)));
  }
  await Promise.all(pending);
  agent.destroy();
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { requests: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

function send(url: string, agent: Agent, body: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the status is ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    outgoing.on('error', reject).end(body);
  });
}
