import base from '../../jest.config.mjs';

/** A run of its own: it takes minutes, and other tests would share the memory and the processors. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/memory/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
