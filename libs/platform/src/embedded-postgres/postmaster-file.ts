import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isRunning, workingFolderOf } from '../processes/process-identity';

/**
 * What a running server writes in `postmaster.pid` (source: PostgreSQL, src/include/utils/pidfile.h).
 */
export interface PostmasterFile {
  pid: number;
  /** Null while the server has not opened it yet. */
  port: number | null;
  status: 'starting' | 'ready' | 'standby' | 'stopping' | '';
}

/** @returns null if there is no such file or it is not complete enough to name a process */
export function readPostmasterFile(dataFolder: string): PostmasterFile | null {
  let text: string;
  try {
    text = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return parsePostmasterFile(text);
}

export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n');
  // A server in single-user mode writes its number with a minus sign.
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return null;
  const port = Number(lines[3]);
  return {
    pid,
    port: Number.isInteger(port) && port > 0 ? port : null,
    status: (lines[7] ?? '').trim() as PostmasterFile['status'],
  };
}

/**
 * Is the process of that number alive and truly the server of this folder? Numbers are used again,
 * and after kill -9 the file stays, so another program may carry the number by now.
 */
export function isServerOf(pid: number, dataFolder: string): boolean {
  if (!isRunning({ pid, started: null })) return false;
  const folder = workingFolderOf(pid);
  if (folder !== null) return folder === dataFolder;
  const command = commandOf(pid);
  if (command === null) return true;
  return /postgres/.test(command[0] ?? '') && command.includes(dataFolder);
}
