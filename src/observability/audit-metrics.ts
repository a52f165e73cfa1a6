import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { AuditQueueMeter } from '../audit/sinks/audit-log.ts';
import type { AuditFileMeter } from '../audit/sinks/file/audit-file-parts.ts';
import { configurationOf, metricDefinitions } from './metric-definitions.ts';

const destinations = ['stdout', 'file', 'collector'] as const;
export type DestinationName = (typeof destinations)[number];

export function createAuditQueueMeter(registers: Registry[]): AuditQueueMeter {
  const queue = new Gauge(configurationOf(metricDefinitions.auditQueue, registers));
  const forced = new Counter(configurationOf(metricDefinitions.auditForced, registers));
  return { waiting: (records) => queue.set(records), forced: () => forced.inc() };
}

export function createAuditMetrics(registers: Registry[]): (destination: DestinationName) => AuditFileMeter {
  const records = new Counter(configurationOf(metricDefinitions.auditRecords, registers));
  const failures = new Counter(configurationOf(metricDefinitions.auditFailures, registers));
  const waitingBytes = new Map<DestinationName, number>(destinations.map((destination) => [destination, 0]));
  new Gauge({
    ...configurationOf(metricDefinitions.auditPending, registers),
    // Set at each scrape, which is cheaper than with each record.
    collect() {
      for (const [destination, bytes] of waitingBytes) this.set({ destination }, bytes);
    },
  });
  const rotations = new Counter(configurationOf(metricDefinitions.auditRotations, registers));
  const recoveries = new Counter(configurationOf(metricDefinitions.auditRecoveries, registers));
  const syncs = new Histogram({
    ...configurationOf(metricDefinitions.auditFsync, registers),
    buckets: [...metricDefinitions.auditFsync.buckets],
  });
  for (const destination of destinations) {
    for (const result of ['written', 'dropped']) records.inc({ destination, result }, 0);
    failures.inc({ destination }, 0);
  }

  return (destination) => {
    const written = records.labels(destination, 'written');
    const dropped = records.labels(destination, 'dropped');
    const failed = failures.labels(destination);
    return {
      written: (count) => written.inc(count),
      dropped: (count) => dropped.inc(count),
      failed: () => failed.inc(),
      pending: (bytes) => void waitingBytes.set(destination, bytes),
      rotated: () => rotations.inc(),
      recovered: () => recoveries.inc(),
      synced: (seconds) => syncs.observe(seconds),
    };
  };
}
