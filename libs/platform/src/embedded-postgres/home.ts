import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, ownerOf, weAreRoot } from './account';
import { explained, notWritable } from './file-fault';
import { placeOnce } from './place-once';

/** The folder where Caseload keeps what it makes for itself: database, passwords, locks. */
export interface Home {
  path: string;
  /** Set when root works in another account's folder: what it makes there belongs to that account. */
  owner: Account | null;
}

/**
 * Finds or makes the folder.
 * @throws StartError folder-not-writable, disk-full
 */
export function openHome(folder: string): Home {
  const path = resolve(folder);
  return explained(path, () => {
    const made = mkdirSync(path, { recursive: true, mode: 0o755 }) !== undefined;
    const home = { path, owner: weAreRoot() ? ownerOf(path) : null };
    // Root's server runs under another account, which must be able to pass through. A folder that
    // already held something else than our locks is left as it is.
    const ours = made || readdirSync(path).every((name) => name === 'locks');
    if (ours) chmodSync(path, weAreRoot() ? 0o711 : 0o700);
    probe(home);
    return home;
  });
}

/** A folder below home that only we may enter. */
export function privateFolder(home: Home, name: string): string {
  const path = join(home.path, name);
  explained(path, () => {
    if (mkdirSync(path, { recursive: true, mode: 0o700 })) give(path, home.owner);
  });
  return path;
}

/** Writes a 0600 file in one step, replacing what was there. */
export function writePrivately(home: Home, name: string, content: string): void {
  const path = join(home.path, name);
  explained(path, () => renameSync(draft(home, name, content), path));
}

/** The same, unless the file is there already: then it is left, and the answer is false. */
export function writePrivatelyOnce(home: Home, name: string, content: string): boolean {
  const path = join(home.path, name);
  const written = explained(home.path, () => draft(home, name, content));
  try {
    return explained(path, () => placeOnce(written, path));
  } finally {
    rmSync(written, { force: true });
  }
}

export function give(path: string, owner: Account | null): void {
  if (owner) chownSync(path, owner.uid, owner.gid);
}

function draft(home: Home, name: string, content: string): string {
  const hidden = `.${basename(name)}.${randomBytes(6).toString('hex')}`;
  const path = join(home.path, dirname(name), hidden);
  try {
    writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
    give(path, home.owner);
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Better to learn here, in one sentence, that nothing can be written than half way through. */
function probe(home: Home): void {
  if (!statSync(home.path).isDirectory()) throw notWritable(home.path);
  rmSync(draft(home, 'probe', 'a full disk refuses this\n'));
}
