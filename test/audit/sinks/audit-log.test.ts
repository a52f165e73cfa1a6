import { describe, expect, it } from '@jest/globals';
import type {
  AuditDestination,
  AuditTrouble,
  DurableDestination,
} from '../../../src/audit/sinks/audit-destination.ts';
import { AuditLog } from '../../../src/audit/sinks/audit-log.ts';
import { untilTrue } from '../../support/until-true.ts';
import { ManualTime } from './audit-parts.ts';

const writer = { replica: 'pod-1', version: '1.2.3' };

/** Keeps what it gets. */
class KeepingDestination implements DurableDestination {
  readonly texts: string[] = [];
  trouble: AuditTrouble | undefined;
  isClosed = false;
  private readonly written: Promise<void>;

  constructor(written: Promise<void> = Promise.resolve()) {
    this.written = written;
  }

  write(text: string): void {
    this.texts.push(text);
  }

  writeDurably(text: string) {
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
  return {
    clock,
    log: new AuditLog({ writer, durable, destinations, batchMs: 20, setTimer: clock.setTimer, clock }),
  };
}

const record = '{"schemaVersion":1,"uid":"u"}';

describe('the audit log', () => {
  it('writes each record, with its writer, to every destination', async () => {
    const destinations = [new KeepingDestination(), new KeepingDestination()];
    const { log } = openLog(destinations);
    expect(log.record(() => record)).toBeUndefined();
    await log.close();
    for (const { texts, isClosed } of destinations) {
      expect(texts).toEqual(['{"schemaVersion":1,"uid":"u","replica":"pod-1","version":"1.2.3"}']);
      expect(isClosed).toBe(true);
    }
  });

  it('makes records 20 ms after the response, and those of 20 ms together', async () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([destination]);
    const texts = ['{"uid":"a"}', '{"uid":"b"}', '{"uid":"c"}'];
    const made: string[] = [];
    const take = (text: string) =>
      log.record(() => {
        made.push(text);
        return text;
      });
    for (const text of texts.slice(0, 2)) take(text);
    clock.advance(19);
    expect(made).toEqual([]);
    clock.advance(1);
    expect(made).toEqual(texts.slice(0, 2));
    take(texts[2] ?? '');
    expect(made).toHaveLength(2);
    await log.close();
    expect(made).toEqual(texts);
    expect(destination.texts).toHaveLength(3);
  });

  it('yields to requests while it makes records', async () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([destination]);
    for (let count = 0; count < 4; count++)
      log.record(() => {
        clock.advance(3);
        return record;
      });
    clock.advance(20);
    expect(destination.texts).toHaveLength(2);
    await untilTrue(() => destination.texts.length === 4);
  });

  it('waits for the durable destination only, and writes the others afterwards', async () => {
    let settle = () => {};
    const file = new KeepingDestination(new Promise((resolve) => (settle = resolve)));
    const collector = new KeepingDestination();
    const { log } = openLog([collector], file);
    const pending = log.record(() => record);
    await new Promise((resolve) => setImmediate(resolve));
    expect([file.texts.length, collector.texts.length]).toEqual([1, 0]);
    settle();
    await pending?.written;
    await log.close();
    expect(collector.texts).toEqual(file.texts);
  });

  it('writes the amended record to all destinations, with its writer', async () => {
    let settle = () => {};
    const file = new KeepingDestination(new Promise((resolve) => (settle = resolve)));
    const collector = new KeepingDestination();
    const { log } = openLog([collector], file);
    log.record(() => record)?.amend(() => '{"uid":"other"}');
    settle();
    await log.close();
    const signed = '{"uid":"other","replica":"pod-1","version":"1.2.3"}';
    expect([file.texts, collector.texts]).toEqual([[signed], [signed]]);
  });

  it('rejects if a durable record cannot be written, and the others have the response', async () => {
    const collector = new KeepingDestination();
    const { log } = openLog([collector], new KeepingDestination(Promise.reject(new Error('ENOSPC'))));
    const pending = log.record(() => record);
    await expect(pending?.written).rejects.toThrow('ENOSPC');
    pending?.amend(() => '{"uid":"denied"}');
    await log.close();
    expect(collector.texts).toEqual(['{"uid":"denied","replica":"pod-1","version":"1.2.3"}']);
  });
});

describe('the readiness of the audit log', () => {
  it('passes without a problem', () => {
    expect(openLog([new KeepingDestination()]).log.look()).toEqual({
      ok: true,
      reason: 'records are written',
    });
    expect(openLog([], new KeepingDestination()).log.look()).toEqual({
      ok: true,
      reason: 'responses wait for their records',
    });
  });

  it('passes with the reason of a problem if responses do not depend on the log', () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([destination]);
    destination.trouble = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    expect(log.look()).toEqual({ ok: true, reason: 'cannot be written (ENOSPC)' });
  });

  it('fails for ten seconds after a failed durable write', () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([], destination);
    destination.trouble = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    clock.advance(9999);
    expect(log.look()).toEqual({ ok: false, reason: 'cannot be written (ENOSPC)' });
    clock.advance(1);
    expect(log.look().ok).toBe(true);
  });
});
