// Makes a picture of every page, at the width of a desk and of a telephone, from the practice
// caseload on a fixed day, and an index.html beside them. Needs Chromium in PATH.
//
//   npm run screenshots                  into dist/screenshots
//   npm run screenshots -- some/folder   into that folder
//   npm run screenshots -- --guide       those of docs/guide.md besides, into docs/screenshots
//
// This file keeps to what Node.js 12 can read; see prepare.mjs.

import path from 'path';
import { explain, prepare } from './prepare.mjs';

const words = process.argv.slice(2);
const folder = path.resolve(words.find((word) => !word.startsWith('-')) || 'dist/screenshots');
const env = { SCREENSHOTS: folder };
if (words.includes('--guide')) env.SCREENSHOTS_GUIDE = path.resolve('docs/screenshots');

prepare()
  .then(() => import('./test/run-jest.mjs'))
  .then(({ runJest }) =>
    runJest({ title: 'Pictures of every page', env, filters: ['test/screenshots/'] }),
  )
  .then(
    ({ failed }) => {
      if (failed === 0) console.log(`Look at ${path.join(folder, 'index.html')}`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
    (error) => {
      explain(error);
      process.exitCode = 1;
    },
  );
