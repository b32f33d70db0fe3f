import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A user account of the system, by number. */
export interface Account {
  uid: number;
  gid: number;
}

export const weAreRoot = (): boolean => process.getuid?.() === 0;

/** What every Unix gives the account that owns nothing. */
const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root. Root's server runs as the account that PostgreSQL packages
 * make, else as the one that owns nothing.
 */
export function serverAccount(passwd = readPasswd()): Account {
  return find(passwd, 'postgres') ?? find(passwd, 'nobody') ?? nobody;
}

/** The account that owns a file or folder, unless it is root. */
export function ownerOf(path: string): Account | null {
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

/** May the account pass through this folder and every one above it? */
export function mayEnter(folder: string, account: Account): boolean {
  for (let path = realpathSync(folder); ; path = dirname(path)) {
    if (!may(path, account, 1)) return false;
    if (path === dirname(path)) return true;
  }
}

/** Do the permissions of `path` itself give the account this right? 4 is read, 1 run or enter. */
export function may(path: string, account: Account, right: 4 | 1): boolean {
  const { uid, gid, mode } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return (mode & (right << shift)) !== 0;
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

function find(passwd: string, name: string): Account | null {
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  const uid = Number(fields?.[2]);
  const gid = Number(fields?.[3]);
  return uid > 0 && gid >= 0 ? { uid, gid } : null;
}
