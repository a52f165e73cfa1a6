import base from '../../jest.config.mjs';

/**
 * One cluster and one test file at a time. The reporter prints the state of the cluster after a failed test.
 */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, '<rootDir>/test/e2e/support/without-mirror-sets.ts'],
  maxWorkers: 1,
  testTimeout: 300_000,
  reporters: ['default', '<rootDir>/test/e2e/support/cluster-reporter.mjs'],
};
