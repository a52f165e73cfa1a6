import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { AuditFileMeter } from '../audit/sinks/file/audit-file.ts';

const destinations = ['stdout', 'file', 'collector'] as const;
export type DestinationName = (typeof destinations)[number];

/** Counts what becomes of audit records; every series exists from the start, at 0. */
export function createAuditMetrics(registers: Registry[]): (destination: DestinationName) => AuditFileMeter {
  const records = new Counter({
    name: 'mirrorguard_audit_records_total',
    help: 'Audit records by what became of them.',
    labelNames: ['destination', 'result'],
    registers,
  });
  const failures = new Counter({
    name: 'mirrorguard_audit_failures_total',
    help: 'Attempts to deliver audit records that failed, tried again or not.',
    labelNames: ['destination'],
    registers,
  });
  const waitingBytes = new Map<DestinationName, number>(destinations.map((destination) => [destination, 0]));
  new Gauge({
    name: 'mirrorguard_audit_pending_bytes',
    help: 'Audit records that wait to be written; beyond 16 MiB they are dropped.',
    labelNames: ['destination'],
    registers,
    // It changes with every record, and is read once in a while.
    collect() {
      for (const [destination, bytes] of waitingBytes) this.set({ destination }, bytes);
    },
  });
  const rotations = new Counter({
    name: 'mirrorguard_audit_rotations_total',
    help: 'Times that the audit file was full and a new one begun.',
    registers,
  });
  const recoveries = new Counter({
    name: 'mirrorguard_audit_recoveries_total',
    help: 'Times that the audit file was found cut off or damaged, and that was put aside.',
    registers,
  });
  const syncs = new Histogram({
    name: 'mirrorguard_audit_fsync_seconds',
    help: 'How long the disk takes to keep what was written to the audit file.',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
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
