import { readdirSync } from 'node:fs';
import { commandOf, identityOf, workingFolderOf } from '../processes/process-identity';
import { signalQuietly } from './server-process';

/**
 * After kill -9 of the server its children end by themselves, except one that is deep in a long
 * computation; until it ends PostgreSQL rightly refuses to start. Ends exactly those processes that
 * call themselves postgres and work in this data folder. Linux only.
 */
export function endLingeringChildren(dataFolder: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || workingFolderOf(pid) !== dataFolder) continue;
    if (commandOf(pid)?.[0]?.startsWith('postgres:')) signalQuietly(identityOf(pid), 'SIGKILL');
  }
}
