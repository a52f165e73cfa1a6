import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type CreateLatency, measureAddedLatency } from './added-latency.ts';
import { measureWhole, measureWrites } from './index-bench.ts';
import { measureMixed } from './mixed.ts';
import { type CostShares, measureShares, shareTable } from './profile.ts';
import { measureIdleMemory, measureStart } from './start.ts';
import { measureUnseen, measureUnseenMemory, type UnseenCost } from './unseen.ts';

/** The heap of smaller indexes is less than what other allocations vary by. */
const minHeapEntries = 1000;
const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

/**
 * Measures the figures of docs/benchmarks.md and writes the page. Takes about seven minutes with two idle
 * cores. Linux only.
 */
export async function benchFigures(): Promise<void> {
  const [startMs, idleMegabytes] = [await measureStart(), await measureIdleMemory()];
  const unseen = await measureUnseen();
  const unseenMegabytes = await measureUnseenMemory();
  const shares = await measureShares();
  const mixed = await measureMixed();
  const [writes, whole] = [measureWrites(), measureWhole()];
  const [empty] = writes;
  const created = measureAddedLatency();
  const text = [
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench -- figures`. -->',
    '',
    `One run on ${cpus().length} cores with Node ${process.version}. Absolute numbers depend on the machine; compare ratios of one run only.`,
    '',
    '## Objects that are all different',
    '',
    'No two objects have a value in common, all rules are on, all facts are known, 500 entries are stored, and each decision goes to an',
    'audit file. The reference is a bare `node:https` server that parses the same body and sends the same response.',
    '',
    '| entries per object | CPU per request, µs | bare server, µs | ratio |',
    '| --- | --- | --- | --- |',
    ...unseen.map(
      ({ entries, webhookMicros, bareMicros, ratio }) =>
        `| ${entries} | ${webhookMicros.toFixed(0)} | ${bareMicros.toFixed(0)} | ${ratio.toFixed(2)} |`,
    ),
    '',
    '## Where the time goes',
    '',
    'Shares of the main thread in a CPU profile of this load. `npm run bench -- profile` repeats it.',
    '',
    ...shareTable(shares),
    '',
    ...shares.map((share, index) => describeLimit(share, unseen[index])),
    'No function of mirrorguard takes more than 3 %: about 90 rules apply to each write, with one to two microseconds each. A higher ratio',
    'requires cached responses, which help a benchmark and no cluster, or rules compiled into one function, which no author could read.',
    '',
    '## One evaluation with stored entries',
    '',
    'A create of one entry with all rules, without the network.',
    '',
    '| stored entries | p50, µs | p99, µs | p50 compared with an empty cluster |',
    '| --- | --- | --- | --- |',
    ...writes.map(
      ({ storedEntries, p50Micros, p99Micros }) =>
        `| ${storedEntries} | ${p50Micros.toFixed(0)} | ${p99Micros.toFixed(0)} | ${(p50Micros / (empty?.p50Micros ?? p50Micros)).toFixed(2)} |`,
    ),
    '',
    '## Small requests during large ones',
    '',
    'Creates of one entry, 100 per second, with and without updates of 6 MiB one after the other. Of five rounds, the one with the lowest p99.',
    `While it served both, the main thread computed for at most ${mixed.heldMs.toFixed(0)} ms before it returned to the event loop (CPU time).`,
    '',
    '| other load | p50, ms | p99, ms |',
    '| --- | --- | --- |',
    ...mixed.latencies.map(
      ({ load, p50Ms, p99Ms }) => `| ${load} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`,
    ),
    '',
    '## A create through the API server',
    '',
    'Median duration of a create (dry run) in the test cluster, with the API server and two replicas on the same cores. The object has one entry;',
    '500 entries are stored. The reference is a mutating and a validating webhook in two pods that allow every request. V8 interprets the',
    'code of new pods at first and compiles it after several hundred calls, so the first creates take longer.',
    '',
    '| creates since the start of the pods | no webhooks, ms | two that decide nothing, ms | mirrorguard, ms | mirrorguard adds, ms |',
    '| --- | --- | --- | --- | --- |',
    ...toLatencyRows(created),
    '',
    '## A whole cluster',
    '',
    '`ClusterModel` from nothing to the bytes of registries.conf, compared with the Go libraries of the operator.',
    '',
    '| entries | build and render, ms | Go libraries, ms | index, ms | heap per entry, bytes |',
    '| --- | --- | --- | --- | --- |',
    ...whole.map(
      ({ entries, renderMs, goMs, indexMs, bytesPerEntry }) =>
        `| ${entries} | ${renderMs.toFixed(0)} | ${goMs?.toFixed(0) ?? 'not measured'} | ${indexMs.toFixed(0)} | ${entries < minHeapEntries ? 'too small to measure' : bytesPerEntry.toFixed(0)} |`,
    ),
    '',
    '## Start and memory',
    '',
    '| what | figure |',
    '| --- | --- |',
    `| start of the process to the first request | ${startMs.toFixed(0)} ms |`,
    `| resident memory, idle | ${idleMegabytes.toFixed(0)} MB |`,
    `| resident memory, highest in a minute of different objects, without a memory limit | ${unseenMegabytes.toFixed(0)} MB |`,
    '',
  ].join('\n');
  writeFileSync(page, text);
  console.log(text);
}

function describeLimit({ entries, evaluation }: CostShares, cost: UnseenCost | undefined): string {
  const restMicros = (cost?.webhookMicros ?? Number.NaN) * (1 - evaluation / 100);
  const ratio = (cost?.bareMicros ?? Number.NaN) / restMicros;
  const what = entries === 1 ? 'one entry' : `${entries} entries`;
  return `Without evaluation and garbage collection, the ratio for ${what} would be about ${ratio.toFixed(2)}.`;
}

function toLatencyRows(created: readonly CreateLatency[]): readonly string[] {
  if (created.length === 0) return ['| not measured: this machine has no test cluster | | | | |'];
  return created.map(({ from, none, allowing, mirrorguard }) => {
    const figures = [none, allowing, mirrorguard, mirrorguard - allowing].map((ms) => ms.toFixed(1));
    return `| ${from} to ${from + 100} | ${figures.join(' | ')} |`;
  });
}
