import fc from 'fast-check';

/**
 * In CI the properties run on the same cases each time, so that a red run is the change's own doing. Everywhere else they
 * explore; a failure prints the seed that repeats it.
 */
if (process.env.CI !== undefined) fc.configureGlobal({ seed: 20 });
