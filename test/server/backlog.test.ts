import { describe, expect, it } from '@jest/globals';
import { Backlog } from '../../src/server/backlog.ts';

/** A clock and a timer that the test moves; turns of the event loop are real. */
function created() {
  const time = { nowMs: 1000, beat: () => {}, timers: 0 };
  const every = (callback: () => void) => {
    time.beat = callback;
    time.timers += 1;
    return () => {
      time.timers -= 1;
    };
  };
  return { time, backlog: new Backlog({ clock: { monotonicMs: () => time.nowMs }, every }) };
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('what may have been waiting', () => {
  it('came after its connection was accepted', () => {
    const { time, backlog } = created();
    backlog.opened();
    time.nowMs = 1030;
    expect(backlog.sinceMs()).toBe(1000);
  });

  it('came after the event loop was last around, while it turns', async () => {
    const { time, backlog } = created();
    backlog.opened();
    for (const nowMs of [1050, 1100, 1150]) {
      time.nowMs = nowMs;
      time.beat();
      await nextTurn();
      time.nowMs += 49;
      expect(backlog.sinceMs()).toBe(nowMs);
    }
  });

  it('came before the timer that was held up, for all that is read in the turn behind it, and in no later one', async () => {
    const { time, backlog } = created();
    backlog.opened();
    time.nowMs = 1700;
    time.beat();
    time.nowMs = 1705;
    expect(backlog.sinceMs()).toBe(1000);
    await nextTurn();
    expect(backlog.sinceMs()).toBe(1700);
  });

  it('is looked for while there are connections, and no longer', () => {
    const { time, backlog } = created();
    expect(time.timers).toBe(0);
    backlog.opened();
    backlog.opened();
    expect(time.timers).toBe(1);
    backlog.closed();
    expect(time.timers).toBe(1);
    backlog.closed();
    expect(time.timers).toBe(0);
    time.nowMs = 5000;
    backlog.opened();
    expect([time.timers, backlog.sinceMs()]).toEqual([1, 5000]);
  });
});
