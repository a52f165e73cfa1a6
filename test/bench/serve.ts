import { load, loadName } from './load.ts';
import { median } from './median.ts';
import { objectOf, reviewOf } from './reviews.ts';
import { type BenchServer, bareCommand, canPin, pinned, startServer, webhookCommand } from './servers.ts';

const rounds = 5;
const seconds = 3;
const goals: Readonly<Record<number, number>> = { 1: 0.75, 50: 0.6 };

/** Throughput and p99 of /validate beside a bare server, in alternating rounds so that a noisy minute hits both. */
export async function benchServing(): Promise<void> {
  console.log(
    `\n/validate over TLS keep-alive (${loadName}, ${canPin ? 'server and load on a core each' : 'cores shared'}, ${rounds} rounds of ${seconds} s, medians)`,
  );
  // The webhook goes first: it makes the certificate that both serve.
  const webhook = await startServer('mirrorguard', pinned(0, webhookCommand()));
  const bare = await startServer('bare node:https', pinned(0, bareCommand));
  for (const entries of [1, 50]) await compare(webhook, bare, entries);
  await Promise.all([webhook.stop(), bare.stop()]);
}

async function compare(webhook: BenchServer, bare: BenchServer, entries: number): Promise<void> {
  const body = reviewOf(objectOf(entries));
  const results = { webhook: [] as ReturnType<typeof load>[], bare: [] as ReturnType<typeof load>[] };
  for (let round = 0; round < rounds; round++) {
    results.bare.push(load(`${bare.url}/validate?timeout=10s`, body, { seconds }));
    results.webhook.push(load(`${webhook.url}/validate?timeout=10s`, body, { seconds }));
  }
  const rate = (name: 'webhook' | 'bare') =>
    median(results[name].map(({ requestsPerSecond }) => requestsPerSecond));
  const p99 = (name: 'webhook' | 'bare') => median(results[name].map(({ p99Ms }) => p99Ms));
  const ratio = rate('webhook') / rate('bare');
  const goal = goals[entries] ?? 0;
  console.log(
    `  ${String(entries).padStart(2)} entries (${body.length} bytes): ${rate('webhook').toFixed(0)}/s, p99 ${p99('webhook').toFixed(2)} ms; ` +
      `bare ${rate('bare').toFixed(0)}/s, p99 ${p99('bare').toFixed(2)} ms; ratio ${ratio.toFixed(2)} (goal ${goal}: ${ratio >= goal ? 'met' : 'MISSED'})`,
  );
}
