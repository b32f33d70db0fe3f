import { dirname } from 'node:path';
import { escapeLiteral } from 'pg';
import type { Binaries } from './binaries';
import type { DataFolder } from './data-folder';
import type { Passwords } from './passwords';
import { childOptions, runToEnd } from './server-process';

/**
 * Gives the superuser a new password after the file with the old one was lost: whoever owns the
 * data folder may, through PostgreSQL's single-user mode. The server must not be running. If this
 * fails the sign-in that follows says so.
 */
export async function resetSuperuser(
  data: DataFolder,
  binaries: Binaries,
  passwords: Passwords,
): Promise<void> {
  const sql = `ALTER ROLE postgres PASSWORD ${escapeLiteral(passwords.superuser)}\n`;
  const options = childOptions(dirname(data.real), data.account);
  await runToEnd(binaries.postgres, ['--single', '-D', data.real, 'postgres'], options, sql);
}
