import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { AdmissionQueue, type Turn } from '../../src/server/admission-queue.ts';
import { Intake } from '../../src/server/intake.ts';
import { serverLimits } from '../../src/server/limits.ts';
import type { Deadline } from '../../src/webhook/ports.ts';

const large = 100_000;
const never: Deadline = { isPast: () => false, whenPast: () => () => {} };

let order: string[];
beforeEach(() => {
  order = [];
});

function open({ waiting = 100, monotonicMs = (): number => 0 } = {}) {
  const limits = { ...serverLimits, waiting };
  const intake = new Intake(limits, (reason) => order.push(`shed: ${reason}`));
  const queue = new AdmissionQueue(limits, intake, monotonicMs);
  const enter = (
    name: string,
    bytes: number,
    run: (turn: Turn) => unknown = () => name,
    deadline = never,
  ) => {
    const ticket = intake.open('a');
    intake.grow(ticket, bytes);
    const done = queue.enter(ticket, deadline, (turn) => {
      order.push(turn === 'granted' ? name : `${name} ${turn}`);
      return run(turn);
    });
    return { ticket, done };
  };
  return { intake, queue, enter };
}

/** A promise and the function that resolves it. */
function pending() {
  let finish: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { promise, finish };
}

describe('the admission queue', () => {
  it('runs the smallest of the small requests that arrived first, with their results', async () => {
    const { enter } = open();
    const done = [enter('300', 300), enter('100', 100), enter('200', 200), enter('another 100', 100)];
    expect(await Promise.all(done.map((entered) => entered.done))).toEqual([
      '300',
      '100',
      '200',
      'another 100',
    ]);
    expect(order).toEqual(['100', 'another 100', '200', '300']);
  });

  it('lets the event loop read other requests after 5 ms of evaluations', async () => {
    let nowMs = 0;
    const { enter, queue } = open({ monotonicMs: () => nowMs });
    const evaluate = () => {
      nowMs += 3;
    };
    for (const name of ['a', 'b', 'c']) enter(name, 300, evaluate);
    await nextTurn();
    expect([order, queue.waiting]).toEqual([['a', 'b'], 1]);
    enter('smaller', 100, evaluate);
    await nextTurn();
    expect(order).toEqual(['a', 'b', 'smaller', 'c']);
  });

  it('runs one large request at a time, the smallest first, while small ones pass', async () => {
    const { enter } = open();
    const [first, second] = [pending(), pending()];
    enter('large', large, () => first.promise);
    enter('largest', 3 * large);
    enter('larger', 2 * large, () => second.promise);
    await enter('small', 10).done;
    expect(order).toEqual(['large', 'small']);
    first.finish();
    await nextTurn();
    expect(order).toEqual(['large', 'small', 'larger']);
    second.finish();
    await nextTurn();
    expect(order).toEqual(['large', 'small', 'larger', 'largest']);
  });

  it('continues after a large request that fails', async () => {
    const { enter } = open();
    const failed = enter('failing', large, () => Promise.reject(new Error('broken'))).done;
    const next = enter('next', large).done;
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });

  it('sheds the largest of too many waiting requests, once', async () => {
    const { enter, queue } = open({ waiting: 2 });
    const running = pending();
    enter('running', large, () => running.promise);
    enter('larger', 3 * large);
    const largest = enter('largest', 4 * large, (turn) => turn);
    enter('fits', 2 * large);
    expect(await largest.done).toBe('shed');
    expect(order).toEqual(['running', 'shed: waiting', 'largest shed']);
    expect(queue.waiting).toBe(2);
  });

  it('drops a request at its deadline or if its client disconnects, and never runs it later', async () => {
    const { enter, intake, queue } = open();
    const running = pending();
    let pass: () => void = () => {};
    const deadline: Deadline = {
      isPast: () => false,
      whenPast: (callback) => {
        pass = callback;
        return () => {};
      },
    };
    enter('running', large, () => running.promise);
    const late = enter('late', large, (turn) => turn, deadline);
    const gone = enter('gone', large, (turn) => turn);
    pass();
    intake.abort(gone.ticket);
    expect(await Promise.all([late.done, gone.done])).toEqual(['late', 'aborted']);
    running.finish();
    await nextTurn();
    expect(order).toEqual(['running', 'late late', 'gone aborted']);
    expect(queue.waiting).toBe(0);
  });

  it('does not queue a request that was shed while its body arrived', async () => {
    const { intake, queue } = open();
    const ticket = intake.open('a');
    intake.shed(ticket, 'bytes');
    expect(await queue.enter(ticket, never, (turn) => turn)).toBe('shed');
  });
});
