// The promises that `npm test` tries at a reduced size, tried in full. Prints one JSON line a figure
// on standard output, progress on standard error; ends with 1 when a promise is broken.
//
//   npm run full-size                     all of them: hours on a small machine
//   npm run full-size -- payloads fuzz    only these
//   npm run full-size -- --list           their names
//
// This file keeps to what Node.js 12 can read; see prepare.mjs.

import { explain, prepare } from './prepare.mjs';

prepare()
  .then(() => import('./full-size/run-full-size.mjs'))
  .then((fullSize) => fullSize.runFullSize(process.argv.slice(2)))
  .then(
    (status) => {
      process.exitCode = status;
    },
    (error) => {
      explain(error);
      process.exitCode = 1;
    },
  );
