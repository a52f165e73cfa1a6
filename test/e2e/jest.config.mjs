import base from '../../jest.config.mjs';

/** One cluster, one file at a time; what fails is printed with what the cluster had to say about it. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/e2e/support/cluster-reporter.mjs'],
};
