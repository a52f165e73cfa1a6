const limitMs = 20_000;

/** Checks a condition in each turn of the event loop. Rejects after 20 s, before the test times out. */
export async function untilTrue(condition: () => boolean): Promise<void> {
  // Without a limit, the loop of a timed-out test would keep the worker process alive.
  const endMs = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`the condition was not met within ${limitMs} ms`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
