import base from '../../jest.config.mjs';

/** A separate run: it takes minutes, and other tests would compete for memory and processors. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/memory/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
