import { describe, expect, it } from '@jest/globals';
import { RecordPending } from '../../../src/audit/record-pending.ts';
import {
  longestWaitMs,
  mostPendingBytes,
  Outbox,
  type OutboxParts,
  type OutboxRecord,
} from '../../../src/audit/sinks/outbox.ts';
import { keepingAuditParts, untilTrue } from './audit-parts.ts';

/** A destination that takes each delivery when it is told to. */
function slowDestination(options: Partial<OutboxParts> = {}) {
  const parts = keepingAuditParts();
  const deliveries: {
    readonly records: readonly OutboxRecord[];
    readonly take: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const outbox = new Outbox({
    ...parts,
    name: 'test destination',
    waits: 'answer',
    mostBatchBytes: 1000,
    retry: () => 'give-up',
    deliver: (records) => new Promise((take, fail) => deliveries.push({ records, take, fail })),
    ...options,
  });
  return { outbox, deliveries, ...parts };
}

const textsOf = (records: readonly OutboxRecord[] = []) => records.map(({ text }) => text);

describe('the outbox', () => {
  it('delivers together what came while a delivery was under way, in order', async () => {
    const { outbox, deliveries, meter } = slowDestination();
    const first = outbox.add('a');
    await untilTrue(() => deliveries.length === 1);
    const others = [outbox.add('b'), outbox.add('c')];
    deliveries[0]?.take();
    await first;
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries.map(({ records }) => textsOf(records))).toEqual([['a'], ['b', 'c']]);
    deliveries[1]?.take();
    await Promise.all(others);
    expect(meter.reading).toMatchObject({ written: 3, pendingBytes: 0 });
  });

  it('keeps a delivery within its size, but a record is never divided', async () => {
    const { outbox, deliveries } = slowDestination({ waits: 'nobody', mostBatchBytes: 10 });
    for (const text of ['aaaaa', 'bbbbb', 'c', 'd'.repeat(20)]) void outbox.add(text);
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

  it('drops what finds no room, counts it, and lets the next record tell', async () => {
    const { outbox, deliveries, meter, logger } = slowDestination({
      waits: 'nobody',
      mostBatchBytes: Infinity,
    });
    const half = 'x'.repeat(mostPendingBytes / 2);
    void outbox.add(half);
    void outbox.add(half);
    void outbox.add('lost');
    void outbox.add('lost');
    expect(meter.reading.dropped).toBe(2);
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    await untilTrue(() => deliveries.length === 1);
    deliveries[0]?.take();
    await untilTrue(() => meter.reading.pendingBytes === 0);
    void outbox.add('next');
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'next', dropped: 2 }]);
  });

  it('takes one record of any length', () => {
    const { outbox, meter } = slowDestination({ waits: 'nobody' });
    void outbox.add('x'.repeat(mostPendingBytes + 1));
    expect(meter.reading.dropped).toBe(0);
  });

  it('tells the answers when their record is given up, and the record that comes next', async () => {
    const { outbox, deliveries, meter } = slowDestination();
    const lost = Promise.allSettled([outbox.add('a'), outbox.add('b')]);
    await untilTrue(() => deliveries.length === 1);
    const kept = outbox.add('c');
    deliveries[0]?.fail(new Error('ENOSPC'));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(outbox.trouble?.reason).toBe('cannot be written (ENOSPC)');
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'c', dropped: 2 }]);
    deliveries[1]?.take();
    await kept;
    expect(outbox.trouble).toBeUndefined();
    expect(meter.reading).toMatchObject({ written: 1, dropped: 2, failed: 1 });
  });

  it('tries the same records again after the time it is given', async () => {
    const { outbox, deliveries, time, meter } = slowDestination({
      waits: 'nobody',
      retry: () => ({ afterMs: 1000 }),
    });
    void outbox.add('a');
    await untilTrue(() => deliveries.length === 1);
    void outbox.add('b');
    deliveries[0]?.fail(new Error('down'));
    await untilTrue(() => time.waiting === 1);
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

  it('tries once more and then gives up when it is closed in the middle of trouble', async () => {
    const { outbox, deliveries, time, meter } = slowDestination({
      waits: 'nobody',
      retry: () => ({ afterMs: 60_000 }),
    });
    void outbox.add('a');
    await untilTrue(() => deliveries.length === 1);
    deliveries[0]?.fail(new Error('down'));
    await untilTrue(() => time.waiting === 1);
    const closed = outbox.close();
    await untilTrue(() => deliveries.length === 2);
    deliveries[1]?.fail(new Error('down'));
    await closed;
    expect(meter.reading).toMatchObject({ written: 0, dropped: 1, pendingBytes: 0 });
  });

  it('lets no answer wait longer than the API server would, and delivers what was pending when the place moves again', async () => {
    const { outbox, deliveries, time, meter } = slowDestination();
    const stuck = outbox.add('a');
    await untilTrue(() => deliveries.length === 1);
    const behind = outbox.add('b');
    const outcomes = Promise.allSettled([stuck, behind]);
    time.advance(longestWaitMs);
    const pending = { status: 'rejected', reason: expect.any(RecordPending) };
    expect(await outcomes).toEqual([pending, pending]);
    await expect(outbox.add('c')).rejects.toThrow(RecordPending);
    expect(meter.reading).toMatchObject({ written: 0, dropped: 0, pendingBytes: 3 });
    deliveries[0]?.take();
    await untilTrue(() => deliveries.length === 2);
    expect(outbox.trouble).toBeUndefined();
    expect(deliveries[1]?.records).toMatchObject([
      { text: 'b', dropped: 0 },
      { text: 'c', dropped: 0 },
    ]);
    const next = outbox.add('d');
    deliveries[1]?.take();
    await untilTrue(() => deliveries.length === 3);
    deliveries[2]?.take();
    await next;
    expect(meter.reading).toMatchObject({ written: 4, dropped: 0, pendingBytes: 0 });
  });

  it('counts what was pending as lost when the place moves again and fails', async () => {
    const { outbox, deliveries, time, meter } = slowDestination();
    const stuck = outbox.add('a');
    await untilTrue(() => deliveries.length === 1);
    time.advance(longestWaitMs);
    await expect(stuck).rejects.toThrow(RecordPending);
    const behind = outbox.add('b');
    await expect(behind).rejects.toThrow(RecordPending);
    deliveries[0]?.fail(new Error('EIO'));
    await untilTrue(() => deliveries.length === 2);
    expect(deliveries[1]?.records).toMatchObject([{ text: 'b', dropped: 1 }]);
    deliveries[1]?.take();
    await untilTrue(() => meter.reading.pendingBytes === 0);
    expect(meter.reading).toMatchObject({ written: 1, dropped: 1 });
  });

  it('keeps no more of what is pending than it has room for', async () => {
    const { outbox, deliveries, time } = slowDestination();
    const outcomes = Promise.allSettled([outbox.add('x'.repeat(mostPendingBytes - 1))]);
    await untilTrue(() => deliveries.length === 1);
    time.advance(longestWaitMs);
    await outcomes;
    await expect(outbox.add('y')).rejects.toThrow(RecordPending);
    await expect(outbox.add('z')).rejects.toThrow('the buffer is full');
  });

  it('closes at once when there is nothing to deliver', async () => {
    await expect(slowDestination().outbox.close()).resolves.toBeUndefined();
  });
});
