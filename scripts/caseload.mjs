// The command line: makes the checkout ready, then runs the built program in this same process, so
// that signals reach it directly. Keeps to what Node.js 12 can read; see prepare.mjs.

import path from 'path';
import { fileURLToPath, pathToFileURL } from 'url';
import { explain, prepare } from './prepare.mjs';

// Noted before anything slow: `start` ends when the npm that runs it is gone, also if npm went
// during the installation.
process.env.CASELOAD_PARENT = String(process.ppid);

const scripts = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(scripts, '..', 'dist', 'apps', 'caseload', 'src', 'main.js');

prepare()
  .then(() => import(pathToFileURL(program).href))
  .catch((error) => {
    explain(error);
    process.exitCode = 1;
  });
