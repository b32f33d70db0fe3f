import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * One process, told apart from a later one that was given the same number.
 * `started` is an opaque mark of when it began, null where the system does not tell.
 */
export interface ProcessIdentity {
  pid: number;
  started: string | null;
}

/** Who runs under this number now, or at least the number. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: look(pid)?.started ?? null };
}

/** Is this very process still running? One that has ended but was not yet collected is not. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!answersSignals(identity.pid)) return false;
  const now = look(identity.pid);
  if (!now) return true;
  if (now.ended) return false;
  return identity.started === null || now.started === null || identity.started === now.started;
}

/** Who started it, or took it over when that one ended; null when the system does not tell. */
export function parentOf(pid: number): ProcessIdentity | null {
  const parent =
    process.platform === 'linux'
      ? Number(attempt(() => statFields(pid)[1]))
      : process.platform === 'win32'
        ? Number.NaN
        : Number(ask(['-o', 'ppid=', '-p', String(pid)]) || Number.NaN);
  return parent > 0 ? identityOf(parent) : null;
}

/** The words a process was started with; null when the system does not tell. */
export function commandOf(pid: number): string[] | null {
  if (process.platform === 'linux')
    return attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1));
  if (process.platform === 'win32') return null;
  const line = ask(['-o', 'command=', '-p', String(pid)]);
  return line ? line.split(/\s+/) : null;
}

/** The folder a process works in; null when the system does not tell. */
export function workingFolderOf(pid: number): string | null {
  return process.platform === 'linux' ? attempt(() => readlinkSync(`/proc/${pid}/cwd`)) : null;
}

function answersSignals(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Look {
  started: string | null;
  ended: boolean;
}

function look(pid: number): Look | null {
  if (process.platform === 'linux') return attempt(() => lookInProc(pid));
  if (process.platform === 'win32') return null;
  const line = ask(['-o', 'stat=,lstart=', '-p', String(pid)]);
  const space = line.indexOf(' ');
  if (space < 0) return null;
  return { started: line.slice(space + 1).trim(), ended: line.startsWith('Z') };
}

/** The fields of proc(5) from the third, the state, on; the name before may hold anything. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function lookInProc(pid: number): Look {
  const fields = statFields(pid);
  return { started: `${bootMark()}/${fields[19]}`, ended: fields[0] === 'Z' || fields[0] === 'X' };
}

/** Start times count from the last boot, so the boot belongs to the mark. */
function bootMark(): string {
  return attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '';
}

function ask(args: string[]): string {
  return (
    spawnSync('ps', args, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).stdout?.trim() ?? ''
  );
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
