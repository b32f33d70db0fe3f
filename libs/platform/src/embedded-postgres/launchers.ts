import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { explained } from './file-fault';
import { type Home, privateFolder, writePrivately } from './home';
import { identityOf, isRunning, type ProcessIdentity } from '../processes/process-identity';

const folder = 'launchers';
let opened = 0;

/** One user of the server, of whom there may be several in one process. */
export interface Launcher {
  leave(): void;
}

/** Notes that this process uses the server. Call it while holding the server's lock. */
export function joinLaunchers(home: Home): Launcher {
  const path = privateFolder(home, folder);
  const name = `${process.pid}-${++opened}.json`;
  writePrivately(home, join(folder, name), `${JSON.stringify(identityOf(process.pid))}\n`);
  return { leave: () => rmSync(join(path, name), { force: true }) };
}

/** How many live processes use the server. Forgets those that ended without leaving. */
export function countLaunchers(home: Home): number {
  const path = privateFolder(home, folder);
  let count = 0;
  for (const name of explained(path, () => readdirSync(path))) {
    const process = name.endsWith('.json') ? readLauncher(join(path, name)) : null;
    if (process && isRunning(process)) count++;
    else rmSync(join(path, name), { force: true });
  }
  return count;
}

function readLauncher(path: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}
