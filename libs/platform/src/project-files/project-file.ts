import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let root: string | undefined;

/**
 * The path of a file that comes with the program (`data/…`), wherever it runs from: the sources,
 * the build in `dist`, or an image.
 */
export function projectFile(path: string): string {
  root ??= findRoot(__dirname);
  return join(root, path);
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json is missing: the installation is incomplete.');
  return findRoot(parent);
}
