/**
 * In CI the properties run on the same cases each time, so a failure is caused by the change. Elsewhere they explore; a
 * failure prints the seed that repeats it. Loaded on demand, because most tests have no properties.
 */
if (process.env.CI !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: 20 });
}

export {};
