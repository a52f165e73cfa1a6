import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import base from '../../jest.config.mjs';

const root = join(import.meta.dirname, '..', '..');
const properties = globSync('test/**/*.test.ts', { cwd: root }).filter((path) =>
  readFileSync(join(root, path), 'utf8').includes('/property-runs.ts'),
);

process.env.TEST_VOLUME = '1';

/**
 * A separate run: huge inputs, killed processes, artifacts of a release, and the properties of `npm test` with
 * ten times as many cases.
 */
export default {
  ...base,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/{release,volume}/**/*.test.ts',
    ...properties.map((path) => `<rootDir>/${path}`),
  ],
  testPathIgnorePatterns: ['/node_modules/'],
};
