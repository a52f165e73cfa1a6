// Preloaded into the server. At exit, prints the longest CPU time of the main thread within one turn of the
// event loop.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const warmUpMs = 5000;

/** Measures CPU time of the thread, so other programs on the machine do not count. */
function measureHolds(): void {
  let longestMs = 0;
  let last = process.threadCpuUsage();
  // A due timer fires in each turn of the event loop.
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longestMs = Math.max(longestMs, (user + system) / 1000);
    last = process.threadCpuUsage();
  }, 1).unref();
  process.on('exit', () => writeSync(2, `\nheld the event loop ${longestMs.toFixed(1)} ms\n`));
}

if (isMainThread) setTimeout(measureHolds, warmUpMs).unref();
