import { linkSync, readFileSync, writeFileSync } from 'node:fs';

const withoutLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/**
 * Gives the finished file `draft` the name `path` as well, unless that name is taken.
 * @returns false if it is taken
 */
export function placeOnce(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    if (!withoutLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  // A file system without links: a plain exclusive write, whose content comes a moment later.
  try {
    writeFileSync(path, readFileSync(draft), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST';
