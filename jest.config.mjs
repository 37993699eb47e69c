/** Node strips the types, so jest transforms nothing. */
export default {
  testEnvironment: 'node',
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.local'],
  globalSetup: './platform/testing/global-setup.ts',
  globalTeardown: './platform/testing/global-teardown.ts',
  setupFiles: ['./platform/testing/property-seeds.ts'],
  /** For the slowest machine: it ends a test that hangs, and measures nothing. */
  testTimeout: 120_000,
};
