/**
 * CI uses a fixed seed, so a change causes each new failure. Elsewhere the seed is random, and a failure
 * prints it. Loaded on demand, because most tests have no properties.
 */
if (process.env.CI !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: 20 });
}

export {};
