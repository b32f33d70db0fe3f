/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.caseload'],
  globalSetup: './test/global-setup.mjs',
  globalTeardown: './test/global-teardown.mjs',
  // Many tests wait, for a browser, a worker or a sweep: one more than the cores of a small machine.
  maxWorkers: 3,
  // What a file has loaded stays in the heap: a process that holds much of it spends its time sweeping.
  workerIdleMemoryLimit: '1GB',
  testSequencer: './test/longest-first.cjs',
  runtime: './test/compile-once.cjs',
  testTimeout: 60_000,
  // NestJS 12 is ESM only and Jest below Node 24.9 cannot require() that, so everything, packages
  // included, is compiled to CommonJS. The results are cached.
  transformIgnorePatterns: [],
  transform: {
    '^.+\\.(m?[jt]s)$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          keepClassNames: true,
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
      },
    ],
  },
};
