import { describe, expect, it } from '@jest/globals';
import type {
  AuditDestination,
  AuditProblem,
  DurableDestination,
  NumberedRecord,
} from '../../../src/audit/sinks/audit-destination.ts';
import { AuditLog } from '../../../src/audit/sinks/audit-log.ts';
import { untilTrue } from '../../support/until-true.ts';
import { ManualTime, recordingQueueMeter } from './audit-parts.ts';

const writer = { replica: 'pod-1', version: '1.2.3' };

/** Stores the records that it receives. */
class RecordingDestination implements DurableDestination {
  readonly texts: string[] = [];
  readonly seqs: number[] = [];
  problem: AuditProblem | undefined;
  isClosed = false;
  written: Promise<void>;

  constructor(written: Promise<void> = Promise.resolve()) {
    this.written = written;
  }

  write({ seq, text }: NumberedRecord): void {
    this.seqs.push(seq);
    this.texts.push(text);
  }

  writeDurably({ seq, text }: NumberedRecord) {
    this.seqs.push(seq);
    const index = this.texts.push(text) - 1;
    return {
      written: this.written,
      amend: (other: string) => {
        this.texts[index] = other;
      },
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function openLog(destinations: readonly AuditDestination[], durable?: DurableDestination) {
  const clock = new ManualTime();
  const meter = recordingQueueMeter();
  const { setTimer } = clock;
  const log = new AuditLog({
    writer,
    log: 'chain',
    durable,
    destinations,
    batchMs: 20,
    meter,
    setTimer,
    clock,
  });
  return { clock, log, meter };
}

const record = '{"schemaVersion":1,"uid":"u"}';
const closed =
  '{"schemaVersion":1,"type":"closed","time":"2026-01-01T00:00:00.000Z","replica":"pod-1","version":"1.2.3"}';

describe('the audit log', () => {
  it('writes each record, with its writer, to every destination', async () => {
    const destinations = [new RecordingDestination(), new RecordingDestination()];
    const { log } = openLog(destinations);
    expect(log.record(() => record, 0)).toBeUndefined();
    await log.close();
    for (const { texts, isClosed } of destinations) {
      expect(texts).toEqual(['{"schemaVersion":1,"uid":"u","replica":"pod-1","version":"1.2.3"}', closed]);
      expect(isClosed).toBe(true);
    }
  });

  it('makes records 20 ms after the response, and those of 20 ms together', async () => {
    const destination = new RecordingDestination();
    const { log, clock } = openLog([destination]);
    const texts = ['{"uid":"a"}', '{"uid":"b"}', '{"uid":"c"}'];
    const made: string[] = [];
    const take = (text: string) =>
      log.record(() => {
        made.push(text);
        return text;
      }, 0);
    for (const text of texts.slice(0, 2)) take(text);
    clock.advance(19);
    expect(made).toEqual([]);
    clock.advance(1);
    expect(made).toEqual(texts.slice(0, 2));
    take(texts[2] ?? '');
    expect(made).toHaveLength(2);
    await log.close();
    expect(made).toEqual(texts);
    expect(destination.seqs).toEqual([1, 2, 3, 4]);
  });

  it('yields to requests while it makes records', async () => {
    const destination = new RecordingDestination();
    const { log, clock } = openLog([destination]);
    for (let count = 0; count < 4; count++)
      log.record(() => {
        clock.advance(3);
        return record;
      }, 0);
    clock.advance(20);
    expect(destination.texts).toHaveLength(2);
    await untilTrue(() => destination.texts.length === 4);
  });

  it('waits for the durable destination only, and writes the others afterwards', async () => {
    let settle = () => {};
    const file = new RecordingDestination(new Promise((resolve) => (settle = resolve)));
    const collector = new RecordingDestination();
    const { log } = openLog([collector], file);
    const pending = log.record(() => record, 0);
    await new Promise((resolve) => setImmediate(resolve));
    expect([file.texts.length, collector.texts.length]).toEqual([1, 0]);
    settle();
    await pending?.written;
    await log.close();
    expect(collector.texts).toEqual(file.texts);
  });

  it('writes the amended record to all destinations, with its writer', async () => {
    let settle = () => {};
    const file = new RecordingDestination(new Promise((resolve) => (settle = resolve)));
    const collector = new RecordingDestination();
    const { log } = openLog([collector], file);
    log.record(() => record, 0)?.amend(() => '{"uid":"other"}');
    settle();
    await log.close();
    const signed = '{"uid":"other","replica":"pod-1","version":"1.2.3"}';
    expect([file.texts, collector.texts]).toEqual([
      [signed, closed],
      [signed, closed],
    ]);
  });

  it('rejects if a durable record cannot be written, and the others have the response', async () => {
    const collector = new RecordingDestination();
    const { log } = openLog([collector], new RecordingDestination(Promise.reject(new Error('ENOSPC'))));
    const pending = log.record(() => record, 0);
    await expect(pending?.written).rejects.toThrow('ENOSPC');
    pending?.amend(() => '{"uid":"denied"}');
    await log.close();
    expect(collector.texts).toEqual(['{"uid":"denied","replica":"pod-1","version":"1.2.3"}', closed]);
  });
});

describe('the queue of the audit log', () => {
  const keep = (destinations: readonly AuditDestination[], bytes: number, count: number) => {
    const { log, meter } = openLog(destinations);
    for (let number = 0; number < count; number++) log.record(() => record, bytes);
    return { log, meter };
  };

  it('states the id of the next record before the record is made', () => {
    const { log } = openLog([new RecordingDestination()]);
    expect(log.nextId()).toEqual({ log: 'chain', seq: 1 });
    log.record(() => record, 0);
    expect(log.nextId()).toEqual({ log: 'chain', seq: 2 });
  });

  it('holds 64 decisions; for each further one, the oldest record is made at once', () => {
    const destination = new RecordingDestination();
    const { log, meter } = keep([destination], 0, 64);
    expect(destination.seqs).toEqual([]);
    expect(meter.reading).toEqual({ waiting: 64, forced: 0 });
    log.record(() => record, 0);
    log.record(() => record, 0);
    expect(destination.seqs).toEqual([1, 2]);
    expect(meter.reading).toEqual({ waiting: 64, forced: 2 });
  });

  it('holds 1 MiB of requests', () => {
    const destination = new RecordingDestination();
    const { log, meter } = keep([destination], 512 * 1024, 2);
    expect(destination.seqs).toEqual([]);
    log.record(() => record, 1);
    expect(destination.seqs).toEqual([1]);
    log.record(() => record, 2 * 1024 * 1024);
    expect(destination.seqs).toEqual([1, 2, 3, 4]);
    expect(meter.reading).toEqual({ waiting: 0, forced: 4 });
  });

  it('writes durable records in order, although a dropped one settles first', async () => {
    let settle = () => {};
    const file = new RecordingDestination(new Promise((resolve) => (settle = resolve)));
    const collector = new RecordingDestination();
    const { log } = openLog([collector], file);
    log.record(() => record, 0);
    file.written = Promise.reject(new Error('the buffer is full'));
    log.record(() => record, 0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(collector.seqs).toEqual([]);
    settle();
    await untilTrue(() => collector.seqs.length === 2);
    expect(collector.seqs).toEqual([1, 2]);
  });
});

describe('the readiness of the audit log', () => {
  it('passes without a problem', () => {
    expect(openLog([new RecordingDestination()]).log.check()).toEqual({
      ok: true,
      reason: 'records are written',
    });
    expect(openLog([], new RecordingDestination()).log.check()).toEqual({
      ok: true,
      reason: 'responses wait for their records',
    });
  });

  it('passes with the reason of a problem if responses do not depend on the log', () => {
    const destination = new RecordingDestination();
    const { log, clock } = openLog([destination]);
    destination.problem = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    expect(log.check()).toEqual({ ok: true, reason: 'cannot be written (ENOSPC)' });
  });

  it('fails for ten seconds after a failed durable write', () => {
    const destination = new RecordingDestination();
    const { log, clock } = openLog([], destination);
    destination.problem = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    clock.advance(9999);
    expect(log.check()).toEqual({ ok: false, reason: 'cannot be written (ENOSPC)' });
    clock.advance(1);
    expect(log.check().ok).toBe(true);
  });
});
