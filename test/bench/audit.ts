import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { openSeal } from '../../src/audit/seal.ts';
import type { AuditDestination } from '../../src/audit/sinks/audit-destination.ts';
import { AuditLog } from '../../src/audit/sinks/audit-log.ts';
import { newChain } from '../../src/audit/sinks/chain-writer.ts';
import { AuditFile } from '../../src/audit/sinks/file/audit-file.ts';
import type { AuditFileMeter, FsyncPolicy } from '../../src/audit/sinks/file/audit-file-parts.ts';
import { setTimer } from '../../src/audit/sinks/outbox.ts';
import { streamDestination } from '../../src/audit/sinks/stream-destination.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import type { AdmissionParts, AuditSink } from '../../src/webhook/ports.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { median } from './median.ts';
import { objectOf, reviewOf } from './reviews.ts';
import { workFolder } from './servers.ts';

const rounds = 9;
const warmUpRounds = 2;
const decisionsInARound = 2000;
const concurrencies = [8, 64];

const nothing = () => {};
const meter: AuditFileMeter = {
  written: nothing,
  dropped: nothing,
  failed: nothing,
  pending: nothing,
  rotated: nothing,
  recovered: nothing,
  synced: nothing,
};
const clock = { nowMs: Date.now, monotonicMs: () => performance.now() };
const logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: (message: string) => console.error(message),
};
const queueMeter = { waiting: nothing, forced: nothing };
const parts = { chain: newChain(openSeal), meter, clock, logger, setTimer };

/** Microseconds per decision. `cpuUs` includes all threads. */
interface Cost {
  readonly wallUs: number;
  readonly cpuUs: number;
}

interface Mode {
  readonly name: string;
  readonly sink: AuditSink;
}

/** Measures decisions with each audit sink, from the bytes of a review to the response, without HTTP. */
export async function benchAudit(): Promise<void> {
  const modes = await openModes();
  for (const entries of [1, 50])
    for (const concurrency of concurrencies) {
      const body = Buffer.from(reviewOf(objectOf(entries)));
      const costs = new Map<string, Cost[]>(modes.map(({ name }) => [name, []]));
      // Alternate the sinks, so other load affects all of them alike.
      for (let round = -warmUpRounds; round < rounds; round++)
        for (const { name, sink } of modes) {
          const cost = await decide(body, sink, concurrency);
          if (round >= 0) costs.get(name)?.push(cost);
        }
      report(`${entries} entries, ${concurrency} at a time`, costs);
    }
  for (const { sink } of modes) await sink.close();
}

async function openModes(): Promise<readonly Mode[]> {
  const writer = { replica: 'bench', version: '0.0.0' };
  const { log } = parts.chain;
  const logParts = { writer, log, meter: queueMeter, batchMs: 20, setTimer, clock };
  const logTo = (destination: AuditDestination) => new AuditLog({ ...logParts, destinations: [destination] });
  // The rotated file is removed immediately.
  const limits = { maxBytes: 1e8, maxAgeMs: Infinity, retainMs: -1, maxTotalBytes: Infinity };
  const file = (fsync: FsyncPolicy) =>
    AuditFile.open({ path: join(workFolder, `${fsync}.log`), fsync, ...limits }, parts);
  return [
    { name: 'none', sink: { nextId: () => undefined, record: () => undefined, close: async () => {} } },
    {
      name: 'stream (/dev/null)',
      sink: logTo(streamDestination(createWriteStream('/dev/null'), parts.chain, parts)),
    },
    { name: 'file, fsync never', sink: logTo(await file('never')) },
    { name: 'file, fsync interval', sink: logTo(await file('interval')) },
    { name: 'file, fsync always', sink: logTo(await file('always')) },
    {
      name: 'file, durable',
      sink: new AuditLog({ ...logParts, durable: await file('durable'), destinations: [] }),
    },
  ];
}

async function decide(body: Uint8Array, audit: AuditSink, concurrency: number): Promise<Cost> {
  const admission: AdmissionParts = { ...recordingParts().parts, audit, clock, meter: { count: nothing } };
  let left = decisionsInARound;
  const startedCpu = process.cpuUsage();
  const startedMs = performance.now();
  const client = async () => {
    while (left-- > 0) {
      await handleReview({ stage: 'validate', body }, admission);
      // Yield to the event loop, as between two requests.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  const wallUs = (performance.now() - startedMs) * 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  return { wallUs: wallUs / decisionsInARound, cpuUs: (user + system) / decisionsInARound };
}

/** The ratio is the median of the ratios of the rounds. */
function report(title: string, costs: ReadonlyMap<string, readonly Cost[]>): void {
  const base = costs.get('none') ?? [];
  console.log(`\ncost of a decision, ${title} (medians of ${rounds} rounds; in brackets: times none)`);
  for (const [name, measured] of costs) {
    const cell = (of: keyof Cost) => {
      const ratio = median(measured.map((cost, round) => cost[of] / (base[round]?.[of] ?? Number.NaN)));
      return `${median(measured.map((cost) => cost[of]))
        .toFixed(0)
        .padStart(5)} us (${ratio.toFixed(2)})`;
    };
    console.log(`  ${name.padEnd(22)} clock ${cell('wallUs')}   processor ${cell('cpuUs')}`);
  }
}
