/** Plain ESM under Jest: needs `node --experimental-vm-modules`, which the npm scripts pass. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Runs of their own: `npm run test:e2e`, `test:page`, `test:memory`, and `test:volume` for the last two.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/e2e/',
    '<rootDir>/test/page/',
    '<rootDir>/test/memory/',
    '<rootDir>/test/release/',
    '<rootDir>/test/volume/',
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  setupFilesAfterEnv: ['<rootDir>/test/support/matchers.ts', '<rootDir>/test/support/property-seed.ts'],
  maxWorkers: 2,
  // A slow disk, on which each fsync takes a second, is no failure.
  testTimeout: 30_000,
};
