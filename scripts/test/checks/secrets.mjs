// Looks for passwords, keys and tokens in every file of the repository.

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { root, trackedFiles } from './tracked-files.mjs';

const secretlint = resolve(root, 'node_modules/secretlint/bin/secretlint.js');
const run = spawnSync(process.execPath, [secretlint, '--no-glob', ...trackedFiles()], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
