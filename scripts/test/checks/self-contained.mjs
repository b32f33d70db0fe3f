// The project is built, run and tested from its own files alone, so none of them may name a folder
// beside the repository or of one machine only.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root, trackedFiles } from './tracked-files.mjs';

const outside = [/(^|[^\w./-])(\.\.\/)*shared\//, /(^|[\s"'`(=:])\/(root|work)\/\w/];

let found = 0;
for (const path of trackedFiles()) {
  if (path === 'package-lock.json' || path.startsWith('data/')) continue;
  const content = readFileSync(resolve(root, path));
  if (content.includes(0)) continue;
  for (const [index, line] of content.toString('utf8').split('\n').entries())
    if (outside.some((pattern) => pattern.test(line))) {
      console.log(`${path}:${index + 1} names a place outside the repository: ${line.trim()}`);
      found++;
    }
}
if (found > 0) {
  console.log('Copy what is needed into the repository and name it there.');
  process.exitCode = 1;
}
