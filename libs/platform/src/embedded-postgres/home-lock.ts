import { explained } from './file-fault';
import { takeLock } from './generation-lock';
import { openHome, privateFolder } from './home';
import { StartError } from './start-error';

export interface HomeLock {
  release(): void;
}

/**
 * Marks the folder as in use by this process, until released or until the process ends in any way.
 * @throws StartError already-running, folder-not-writable, disk-full
 */
export function lockHome(folder: string): HomeLock {
  const home = openHome(folder);
  const locks = privateFolder(home, 'locks');
  const lock = explained(locks, () => takeLock(locks, 'start', home.owner));
  if ('heldBy' in lock)
    throw new StartError(
      'already-running',
      `A Caseload is already running here (process ${lock.heldBy.pid}): use that one, stop it ` +
        'first, or give this one a folder of its own with CASELOAD_HOME and PORT.',
    );
  return lock;
}
