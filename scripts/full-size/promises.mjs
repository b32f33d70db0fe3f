/**
 * The promises that have a full size, each with the test files that try it. The files read the size
 * from test/harness/full-size.ts and tell their figures by it.
 */
export const promises = {
  matrix: ['test/access/matrix.e2e-spec.ts'],
  canary: ['test/journeys/canary.e2e-spec.ts'],
  payloads: ['test/browser/script-payloads.e2e-spec.ts', 'test/browser/letter-scripts.e2e-spec.ts'],
  exports: ['test/journeys/export-size.e2e-spec.ts'],
  fuzz: ['test/fuzz/fuzz.e2e-spec.ts', 'test/journeys/every-route.e2e-spec.ts'],
  guesses: [
    'test/journeys/answer-guesses.e2e-spec.ts',
    'test/journeys/limits.e2e-spec.ts',
    'test/journeys/sign-in-guesses.e2e-spec.ts',
  ],
  kills: ['test/faults/worker-killed.e2e-spec.ts'],
  orders: ['test/model/supersession.spec.ts'],
  tamper: ['test/properties/tamper.db.spec.ts'],
  retention: ['test/properties/retention.db.spec.ts'],
  rotation: ['test/properties/rotation.db.spec.ts'],
};
