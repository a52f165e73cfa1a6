import { describe, expect, it } from '@jest/globals';
import type { AuditDestination, AuditTrouble } from '../../../src/audit/sinks/audit-destination.ts';
import { AuditLog } from '../../../src/audit/sinks/audit-log.ts';
import { ManualTime, untilTrue } from './audit-parts.ts';

const writer = { replica: 'pod-1', version: '1.2.3' };

/** Keeps what it gets; `write` says whether answers wait. */
class KeepingDestination implements AuditDestination {
  readonly texts: string[] = [];
  trouble: AuditTrouble | undefined;
  isClosed = false;
  private readonly outcome: () => void | Promise<void>;

  constructor(outcome: () => void | Promise<void> = () => {}) {
    this.outcome = outcome;
  }

  write(text: string): void | Promise<void> {
    this.texts.push(text);
    return this.outcome();
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function openLog(destinations: readonly AuditDestination[], { isDurable = false } = {}) {
  const clock = new ManualTime();
  return {
    clock,
    log: new AuditLog({ writer, destinations, isDurable, gatherMs: 20, setTimer: clock.setTimer, clock }),
  };
}

const record = '{"schemaVersion":1,"uid":"u"}';

describe('the audit log', () => {
  it('hands each record, with its writer, to every destination', async () => {
    const destinations = [new KeepingDestination(), new KeepingDestination()];
    const { log } = openLog(destinations);
    expect(log.record(() => record)).toBeUndefined();
    await log.close();
    for (const { texts, isClosed } of destinations) {
      expect(texts).toEqual(['{"schemaVersion":1,"uid":"u","replica":"pod-1","version":"1.2.3"}']);
      expect(isClosed).toBe(true);
    }
  });

  it('lets answers go before their records are made, and makes those of 20 ms together', async () => {
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

  it('keeps nobody waiting for long while records are made', async () => {
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

  it('lets answers wait when it is durable, for the file and for nothing else', async () => {
    let settle = () => {};
    const file = new KeepingDestination(
      () =>
        new Promise((resolve) => {
          settle = resolve;
        }),
    );
    const { log } = openLog([file, new KeepingDestination()], { isDurable: true });
    let isAnswered = false;
    const answered = Promise.resolve(log.record(() => record)).then(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    settle();
    await answered;
  });

  it('rejects when a durable record could not be written', async () => {
    const { log } = openLog([new KeepingDestination(() => Promise.reject(new Error('ENOSPC')))], {
      isDurable: true,
    });
    await expect(log.record(() => record)).rejects.toThrow('ENOSPC');
  });
});

describe('the readiness of the audit log', () => {
  it('passes while all is well', () => {
    expect(openLog([new KeepingDestination()]).log.look()).toEqual({
      ok: true,
      reason: 'records are written',
    });
    expect(openLog([new KeepingDestination()], { isDurable: true }).log.look()).toEqual({
      ok: true,
      reason: 'answers wait for their records',
    });
  });

  it('tells the trouble, and passes all the same where answers do not depend on it', () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([destination]);
    destination.trouble = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    expect(log.look()).toEqual({ ok: true, reason: 'cannot be written (ENOSPC)' });
  });

  it('fails for ten seconds after a durable write has failed, and lets the next decision try', () => {
    const destination = new KeepingDestination();
    const { log, clock } = openLog([destination], { isDurable: true });
    destination.trouble = { reason: 'cannot be written (ENOSPC)', lastMs: clock.nowMs() };
    clock.advance(9999);
    expect(log.look()).toEqual({ ok: false, reason: 'cannot be written (ENOSPC)' });
    clock.advance(1);
    expect(log.look().ok).toBe(true);
  });
});
