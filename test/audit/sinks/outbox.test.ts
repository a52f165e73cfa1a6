import { beforeEach, describe, expect, it } from '@jest/globals';
import type { NumberedRecord } from '../../../src/audit/sinks/audit-destination.ts';
import { maxPendingBytes, Outbox, type OutboxParts, stallMs } from '../../../src/audit/sinks/outbox.ts';
import { untilTrue } from '../../support/until-true.ts';
import { recordingAuditParts } from './audit-parts.ts';

let lastSeq = 0;
beforeEach(() => {
  lastSeq = 0;
});

function record(text: string): NumberedRecord {
  lastSeq += 1;
  return { seq: lastSeq, text };
}

/** A destination that completes each delivery when the test calls a function. */
function slowDestination(options: Partial<OutboxParts> = {}) {
  const parts = recordingAuditParts();
  const deliveries: {
    readonly records: readonly NumberedRecord[];
    readonly take: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const outbox = new Outbox({
    ...parts,
    name: 'test destination',
    maxBatchBytes: 1000,
    retry: () => 'drop',
    deliver: (records) => new Promise((take, fail) => deliveries.push({ records, take, fail })),
    ...options,
  });
  return { outbox, deliveries, ...parts };
}

const textsOf = (records: readonly NumberedRecord[] = []) => records.map(({ text }) => text);

describe('the outbox', () => {
  it('delivers records that arrive during a delivery together, in order', async () => {
    const { outbox, deliveries, meter } = slowDestination();
    const first = outbox.writeDurably(record('a')).written;
    await untilTrue(() => deliveries.length === 1);
    const others = [outbox.writeDurably(record('b')).written, outbox.writeDurably(record('c')).written];
    deliveries[0]?.take();
    await first;
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries.map(({ records }) => textsOf(records))).toEqual([['a'], ['b', 'c']]);
    deliveries[1]?.take();
    await Promise.all(others);
    expect(meter.reading).toMatchObject({ written: 3, pendingBytes: 0 });
  });

  it('bounds the size of a delivery but never splits a record', async () => {
    const { outbox, deliveries } = slowDestination({ maxBatchBytes: 10 });
    for (const text of ['aaaaa', 'bbbbb', 'c', 'd'.repeat(20)]) outbox.write(record(text));
    const closed = outbox.close();
    for (let index = 0; index < 3; index += 1) {
      await untilTrue(() => deliveries.length > index);
      deliveries[index]?.take();
    }
    await closed;
    expect(deliveries.map(({ records }) => textsOf(records))).toEqual([
      ['aaaaa', 'bbbbb'],
      ['c'],
      ['d'.repeat(20)],
    ]);
  });

  it('drops records that do not fit, and the next one keeps its number', async () => {
    const { outbox, deliveries, meter, logger } = slowDestination({
      maxBatchBytes: Infinity,
    });
    const half = 'x'.repeat(maxPendingBytes / 2);
    outbox.write(record(half));
    outbox.write(record(half));
    outbox.write(record('lost'));
    outbox.write(record('lost'));
    expect(meter.reading.dropped).toBe(2);
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await untilTrue(() => deliveries.length === 1);
    deliveries[0]?.take();
    await untilTrue(() => meter.reading.pendingBytes === 0);
    outbox.write(record('next'));
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'next', seq: 5 }]);
  });

  it('accepts one record of any length', () => {
    const { outbox, meter } = slowDestination();
    outbox.write(record('x'.repeat(maxPendingBytes + 1)));
    expect(meter.reading.dropped).toBe(0);
  });

  it('rejects dropped records, and the next one keeps its number', async () => {
    const { outbox, deliveries, meter } = slowDestination();
    const lost = Promise.allSettled([
      outbox.writeDurably(record('a')).written,
      outbox.writeDurably(record('b')).written,
    ]);
    await untilTrue(() => deliveries.length === 1);
    const kept = outbox.writeDurably(record('c')).written;
    deliveries[0]?.fail(new Error('ENOSPC'));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(outbox.problem?.reason).toBe('cannot be written (ENOSPC)');
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'c', seq: 3 }]);
    deliveries[1]?.take();
    await kept;
    expect(outbox.problem).toBeUndefined();
    expect(meter.reading).toMatchObject({ written: 1, dropped: 2, failed: 1 });
  });

  it('retries the same records after the given time', async () => {
    const { outbox, deliveries, time, meter } = slowDestination({
      retry: () => ({ afterMs: 1000 }),
    });
    outbox.write(record('a'));
    await untilTrue(() => deliveries.length === 1);
    outbox.write(record('b'));
    deliveries[0]?.fail(new Error('down'));
    // Before the failure, the timer that reports a stalled delivery is active too.
    await untilTrue(() => meter.reading.failed === 1 && time.waiting === 1);
    time.advance(999);
    expect(time.waiting).toBe(1);
    time.advance(1);
    await untilTrue(() => deliveries.length === 2);
    expect(textsOf(deliveries[1]?.records)).toEqual(['a']);
    deliveries[1]?.take();
    await untilTrue(() => deliveries.length === 3);
    expect(textsOf(deliveries[2]?.records)).toEqual(['b']);
    expect(meter.reading.dropped).toBe(0);
  });

  it('retries once when it is closed during a problem, then drops the records', async () => {
    const { outbox, deliveries, time, meter } = slowDestination({
      retry: () => ({ afterMs: 60_000 }),
    });
    outbox.write(record('a'));
    await untilTrue(() => deliveries.length === 1);
    deliveries[0]?.fail(new Error('down'));
    // Before the failure, the timer that reports a stalled delivery is active too.
    await untilTrue(() => meter.reading.failed === 1 && time.waiting === 1);
    const closed = outbox.close();
    await untilTrue(() => deliveries.length === 2);
    deliveries[1]?.fail(new Error('down'));
    await closed;
    expect(meter.reading).toMatchObject({ written: 0, dropped: 1, pendingBytes: 0 });
  });

  it('reports a stalled delivery after 5 s, and delivers the rest when it ends', async () => {
    const { outbox, deliveries, time, meter, logger } = slowDestination();
    const stalled = outbox.writeDurably(record('a')).written;
    await untilTrue(() => deliveries.length === 1);
    const next = outbox.writeDurably(record('b')).written;
    time.advance(stallMs - 1);
    expect(outbox.problem).toBeUndefined();
    time.advance(1);
    expect(outbox.problem?.reason).toBe('is stalled: not written within 5000 ms');
    deliveries[0]?.take();
    await stalled;
    await untilTrue(() => deliveries.length === 2);
    expect(outbox.problem).toBeUndefined();
    deliveries[1]?.take();
    await next;
    expect(meter.reading).toMatchObject({ written: 2, dropped: 0, pendingBytes: 0 });
    expect(logger.lines.map(({ message }) => message)).toEqual([
      'Audit destination failed',
      'Audit destination recovered',
    ]);
  });

  it('counts the records of a stalled delivery that fails as dropped', async () => {
    const { outbox, deliveries, time, meter } = slowDestination();
    const lost = expect(outbox.writeDurably(record('a')).written).rejects.toThrow('EIO');
    await untilTrue(() => deliveries.length === 1);
    time.advance(stallMs);
    const next = outbox.writeDurably(record('b')).written;
    deliveries[0]?.fail(new Error('EIO'));
    await lost;
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'b', seq: 2 }]);
    deliveries[1]?.take();
    await next;
    expect(meter.reading).toMatchObject({ written: 1, dropped: 1, pendingBytes: 0 });
  });

  it('rejects a record that does not fit', async () => {
    const { outbox } = slowDestination();
    outbox.write(record('x'.repeat(maxPendingBytes - 1)));
    outbox.write(record('y'));
    await expect(outbox.writeDurably(record('z')).written).rejects.toThrow(
      'test destination: the buffer is full, records are dropped',
    );
  });

  it('delivers the amended text of a record', async () => {
    const { outbox, deliveries, meter } = slowDestination();
    const { written, amend } = outbox.writeDurably(record('a'));
    amend('amended');
    await untilTrue(() => deliveries.length === 1);
    expect(textsOf(deliveries[0]?.records)).toEqual(['amended']);
    deliveries[0]?.take();
    await written;
    expect(meter.reading.pendingBytes).toBe(0);
  });

  it('closes at once if there is nothing to deliver', async () => {
    await expect(slowDestination().outbox.close()).resolves.toBeUndefined();
  });
});
