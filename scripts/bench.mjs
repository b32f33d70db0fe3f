// Measures: one JSON line a figure on standard output, progress on standard error.
//
//   npm run bench                    every figure, five rounds
//   npm run bench -- F1 F4           only these
//   npm run bench -- --quick         two short rounds, to see that everything works
//   npm run bench -- --profile DIR   with a CPU profile of each measured process in DIR
//
// This file keeps to what Node.js 12 can read; see prepare.mjs.

import { explain, prepare } from './prepare.mjs';

prepare()
  .then(() => import('./bench/run-bench.mjs'))
  .then((bench) => bench.runBench(process.argv.slice(2)))
  .then(
    (status) => {
      process.exitCode = status;
    },
    (error) => {
      explain(error);
      process.exitCode = 1;
    },
  );
