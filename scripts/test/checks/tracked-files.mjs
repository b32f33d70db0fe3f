import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** Never part of the repository; only asked where there is no git to tell. */
const made = ['.git', 'node_modules', 'dist', '.caseload', 'coverage'];

/** The files of the repository and those about to join it, as paths from its root. */
export function trackedFiles() {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const git = spawnSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (git.status !== 0) return filesIn(root).map((path) => relative(root, path));
  return git.stdout.split('\0').filter((path) => path && existsSync(resolve(root, path)));
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return made.includes(entry.name) ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}
