// Everything that must hold before a change lands: the checks, then the tests. The last line tells
// the totals, in which each check counts as one.
//
//   npm test                  everything
//   npm test -- libs/domain   every check, and the test files whose path matches
//
// This file keeps to what Node.js 12 can read; see prepare.mjs.

import { explain, prepare } from './prepare.mjs';

prepare()
  .then(() => import('./test/everything.mjs'))
  .then((tests) => tests.runEverything(process.argv.slice(2)))
  .catch((error) => {
    explain(error);
    return { passed: 0, failed: 1, skipped: 0 };
  })
  .then(({ passed, failed, skipped }) => {
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 ? 1 : 0;
  });
