import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Account, mayEnter, ownerOf, serverAccount, weAreRoot } from './account';
import { explained } from './file-fault';
import type { Home } from './home';
import { postgresMajor } from './postgres-version';
import { StartError } from './start-error';

/** Where PostgreSQL keeps the data. Named by major version: no server reads another's data. */
export interface DataFolder {
  /** The name the person knows, in home. */
  path: string;
  /** Where it truly lies, when `path` is a link; the server is always given this one. */
  real: string;
  /** Holds data of this version; otherwise nothing is there yet. */
  exists: boolean;
  /** Who runs the server; null: we do. */
  account: Account | null;
}

/** Root's data lies here when the server's account cannot pass through to home. */
const sharedPlace = '/var/lib/caseload';

/**
 * @throws StartError other-version, data-damaged, data-out-of-reach, folder-not-writable
 */
export function findDataFolder(home: Home): DataFolder {
  const path = join(home.path, `postgres-${postgresMajor}`);
  const kind = lstatSync(path, { throwIfNoEntry: false });
  if (!kind) {
    refuseOtherVersions(home, path);
    const account = weAreRoot() ? (home.owner ?? serverAccount()) : null;
    return { path, real: path, exists: false, account };
  }
  const real = follow(path);
  if (explainReading(real, () => readdirSync(real)).length === 0) {
    const account = weAreRoot() ? (home.owner ?? serverAccount()) : null;
    return { path, real, exists: false, account };
  }
  checkVersion(path, real);
  // The data may have been made by the folder's own user before root came by.
  const account = weAreRoot() ? (ownerOf(real) ?? home.owner ?? serverAccount()) : null;
  if (account && !mayEnter(dirname(real), account))
    throw new StartError(
      'data-out-of-reach',
      `The database of ${path} runs as user ${account.uid}, who may not pass through the folders ` +
        'above it: allow that (chmod o+x on each of them), or set CASELOAD_HOME to another folder.',
    );
  return { path, real, exists: true, account };
}

/**
 * Chooses where new data goes: in home, or, for root in a private folder such as /root, in a new
 * folder of `/var/lib/caseload`, with a link to it in home. Makes no data folder yet.
 */
export function placeForNewData(home: Home, found: DataFolder): DataFolder {
  if (!found.account || mayEnter(home.path, found.account)) return found;
  return explained(sharedPlace, () => {
    const name = `${basename(dirname(home.path))}-${randomBytes(4).toString('hex')}`;
    const folder = join(sharedPlace, name);
    mkdirSync(folder, { recursive: true });
    for (const made of [sharedPlace, folder]) chmodSync(made, 0o711);
    const real = join(folder, basename(found.path));
    mkdirSync(real, { mode: 0o700 });
    rmSync(found.path, { force: true, recursive: true });
    symlinkSync(real, found.path);
    return { ...found, real };
  });
}

function follow(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw damaged(path, 'is a link to a folder that does not exist');
  }
}

function checkVersion(path: string, real: string): void {
  let version: string;
  try {
    version = explainReading(real, () => readFileSync(join(real, 'PG_VERSION'), 'utf8').trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw damaged(path, 'is damaged: its PG_VERSION file is missing');
  }
  if (version === String(postgresMajor)) return;
  if (/^\d{1,3}(\.\d+)?$/.test(version)) throw otherVersion(path, version);
  throw damaged(path, 'is damaged: its PG_VERSION file does not hold a version');
}

function explainReading<T>(real: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw damaged(real, 'is a file and not a folder');
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new StartError(
      'folder-not-writable',
      `The database in ${real} belongs to another user: start Caseload as that user or as root, ` +
        'or set CASELOAD_HOME to another folder.',
      { cause: error },
    );
  }
}

function refuseOtherVersions(home: Home, path: string): void {
  const others = readdirSync(home.path)
    .map((name) => /^postgres-(\d+)$/.exec(name)?.[1])
    .filter((version): version is string => version !== undefined);
  const newest = others.sort((a, b) => Number(b) - Number(a))[0];
  if (newest) throw otherVersion(join(dirname(path), `postgres-${newest}`), newest);
}

function otherVersion(path: string, version: string): StartError {
  return new StartError(
    'other-version',
    `The database in ${path} is of PostgreSQL ${version} and this Caseload brings PostgreSQL ` +
      `${postgresMajor}: make a backup with the Caseload that made it, move the folder elsewhere, ` +
      'start again and restore the backup.',
  );
}

/** @param fault completes "The database in …" */
export function damaged(path: string, fault: string, cause?: unknown): StartError {
  return new StartError(
    'data-damaged',
    `The database in ${path} ${fault}: to keep its data and start afresh, rename it ` +
      `(mv ${path} ${path}-damaged), start again and restore your latest backup.`,
    { cause },
  );
}
