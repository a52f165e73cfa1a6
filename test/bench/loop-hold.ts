// Preloaded into the server: reports on exit for how long the main thread computed at most before it returned to the event loop.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const warmUpMs = 5000;

/** CPU time of the thread, so other programs on the machine do not count. */
function watchHolds(): void {
  let longestMs = 0;
  let last = process.threadCpuUsage();
  // A timer that is due fires in each turn of the event loop.
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longestMs = Math.max(longestMs, (user + system) / 1000);
    last = process.threadCpuUsage();
  }, 1).unref();
  process.on('exit', () => writeSync(2, `\nheld the event loop ${longestMs.toFixed(1)} ms\n`));
}

if (isMainThread) setTimeout(watchHolds, warmUpMs).unref();
