import { describe, expect, it } from '@jest/globals';
import type { AuditDestination, AuditTrouble } from '../../../src/observability/audit/audit-destination.ts';
import { AuditLog } from '../../../src/observability/audit/audit-log.ts';
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
  return { clock, log: new AuditLog({ writer, destinations, isDurable, clock }) };
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

  it('lets the answer go before the record is made', async () => {
    const destination = new KeepingDestination();
    let isMade = false;
    openLog([destination]).log.record(() => {
      isMade = true;
      return record;
    });
    expect(isMade).toBe(false);
    await untilTrue(() => destination.texts.length === 1);
    expect(isMade).toBe(true);
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
    const { log } = openLog([new KeepingDestination(() => Promise.reject(new Error('ENOSPC')))], { isDurable: true });
    await expect(log.record(() => record)).rejects.toThrow('ENOSPC');
  });
});

describe('the readiness of the audit log', () => {
  it('passes while all is well', () => {
    expect(openLog([new KeepingDestination()]).log.look()).toEqual({ ok: true, reason: 'records are written' });
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
