import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSeal } from '../../../src/audit/seal.ts';
import type { NumberedRecord } from '../../../src/audit/sinks/audit-destination.ts';
import type { AuditQueueMeter } from '../../../src/audit/sinks/audit-log.ts';
import { newChain } from '../../../src/audit/sinks/chain-writer.ts';
import type { AuditFileMeter } from '../../../src/audit/sinks/file/audit-file-parts.ts';
import type { SetTimer } from '../../../src/audit/sinks/outbox.ts';
import type { Clock } from '../../../src/webhook/ports.ts';
import { recordingLogger } from '../../support/admission-parts.ts';

/** A clock with timers that only `advance` moves. */
export class ManualTime implements Clock {
  private timeMs = Date.parse('2026-01-01T00:00:00.000Z');
  private readonly timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  nowMs(): number {
    return this.timeMs;
  }

  monotonicMs(): number {
    return this.timeMs;
  }

  readonly setTimer: SetTimer = (callback, ms) => {
    const timer = { atMs: this.timeMs + ms, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  get waiting(): number {
    return this.timers.size;
  }

  advance(ms: number): void {
    this.timeMs += ms;
    for (const timer of [...this.timers]) {
      if (timer.atMs > this.timeMs) continue;
      this.timers.delete(timer);
      timer.callback();
    }
  }
}

export interface MeterReading {
  written: number;
  dropped: number;
  failed: number;
  rotated: number;
  recovered: number;
  synced: number;
  pendingBytes: number;
}

function recordingMeter(): AuditFileMeter & { readonly reading: MeterReading } {
  const reading: MeterReading = {
    written: 0,
    dropped: 0,
    failed: 0,
    rotated: 0,
    recovered: 0,
    synced: 0,
    pendingBytes: 0,
  };
  return {
    reading,
    written(records) {
      reading.written += records;
    },
    dropped(records) {
      reading.dropped += records;
    },
    failed() {
      reading.failed += 1;
    },
    rotated() {
      reading.rotated += 1;
    },
    recovered() {
      reading.recovered += 1;
    },
    synced() {
      reading.synced += 1;
    },
    pending(bytes) {
      reading.pendingBytes = bytes;
    },
  };
}

export function recordingAuditParts() {
  const time = new ManualTime();
  const logger = recordingLogger();
  const chain = newChain(openSeal);
  return { time, clock: time, setTimer: time.setTimer, logger, chain, meter: recordingMeter() };
}

/** A temporary folder that is deleted at the end of the `using` scope. */
export function auditFolder(): {
  readonly path: (name: string) => string;
  readonly folder: string;
  [Symbol.dispose](): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-audit-'));
  return {
    folder,
    path: (name) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface QueueReading {
  waiting: number;
  forced: number;
}

export function recordingQueueMeter(): AuditQueueMeter & { readonly reading: QueueReading } {
  const reading: QueueReading = { waiting: 0, forced: 0 };
  return {
    reading,
    waiting(records) {
      reading.waiting = records;
    },
    forced() {
      reading.forced += 1;
    },
  };
}

/** Numbers the records of a process. */
export function numbering(): (number: number) => NumberedRecord {
  let seq = 0;
  return (number) => {
    seq += 1;
    return { seq, text: recordText(number) };
  };
}

/** A record with few fields. */
function recordText(number: number): string {
  return JSON.stringify({ schemaVersion: 1, time: '2026-01-01T00:00:00.000Z', uid: `uid-${number}` });
}
