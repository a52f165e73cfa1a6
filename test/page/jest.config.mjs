import base from '../../jest.config.mjs';

/** The report page in a real browser: `npm run test:page`. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/page/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // The browser runs in a separate process.
  maxWorkers: 1,
  testTimeout: 120_000,
};
