/** Set by `test/volume/jest.config.mjs`. */
const isVolume = process.env.TEST_VOLUME === '1';

/**
 * The number of random cases of an expensive property: all cases in `npm run test:volume`, a tenth in `npm
 * test`. The volume run includes each test that uses this function.
 */
export function propertyRuns(all: number): number {
  return isVolume ? all : Math.ceil(all / 10);
}
