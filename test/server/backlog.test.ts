import { describe, expect, it } from '@jest/globals';
import { Backlog } from '../../src/server/backlog.ts';

/** A clock and a timer that the test moves; turns of the event loop are real. */
function started() {
  const time = { nowMs: 1000, beat: () => {}, isStopped: false };
  const every = (callback: () => void) => {
    time.beat = callback;
    return () => {
      time.isStopped = true;
    };
  };
  const backlog = new Backlog({ clock: { monotonicMs: () => time.nowMs }, every });
  backlog.start();
  return { time, backlog };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('what has been waiting', () => {
  it('is nothing while the event loop turns', async () => {
    const { time, backlog } = started();
    for (const passedMs of [0, 25, 50]) {
      time.nowMs = 1000 + passedMs;
      expect(backlog.sinceMs()).toBe(time.nowMs);
      await nextTurn();
    }
  });

  it('is what is read in one turn, behind the first of it', async () => {
    const { time, backlog } = started();
    expect(backlog.sinceMs()).toBe(1000);
    time.nowMs = 1030;
    expect(backlog.sinceMs()).toBe(1000);
    await nextTurn();
    expect(backlog.sinceMs()).toBe(1030);
  });

  it('is what is read before the timer that is overdue', () => {
    const { time, backlog } = started();
    time.nowMs = 1051;
    expect(backlog.sinceMs()).toBe(1000);
  });

  it('is what is read after the timer that came late, in that turn and in no other', async () => {
    const { time, backlog } = started();
    time.nowMs = 1700;
    time.beat();
    time.nowMs = 1701;
    expect(backlog.sinceMs()).toBe(1000);
    time.nowMs = 1705;
    expect(backlog.sinceMs()).toBe(1000);
    await nextTurn();
    expect(backlog.sinceMs()).toBe(1705);
  });

  it('is not counted twice when one delay follows another', async () => {
    const { time, backlog } = started();
    time.nowMs = 1500;
    time.beat();
    await nextTurn();
    time.nowMs = 1800;
    time.beat();
    expect(backlog.sinceMs()).toBe(1500);
  });

  it('is looked for until it is stopped', () => {
    const { time, backlog } = started();
    backlog.stop();
    expect(time.isStopped).toBe(true);
  });
});
