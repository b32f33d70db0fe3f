import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Binaries } from './binaries';
import type { DataFolder } from './data-folder';
import { diskFull, explained, notWritable } from './file-fault';
import { give } from './home';
import { complaintIn, tellingLine } from './server-complaint';
import { childOptions, runToEnd } from './server-process';
import { StartError } from './start-error';

/**
 * Makes an empty database system with the superuser `postgres`. It is made beside its place and
 * renamed when complete, so a crash half way leaves nothing that looks like data.
 * @param durable false for throw-away data: not flushed to disk
 * @throws StartError disk-full, folder-not-writable, no-binaries, server-failed
 */
export async function initialise(
  data: DataFolder,
  binaries: Binaries,
  superuserPassword: string,
  durable: boolean,
): Promise<void> {
  const draft = `${data.real}.new`;
  const passwordFile = `${data.real}.password`;
  const sweep = () => {
    for (const path of [draft, passwordFile]) rmSync(path, { recursive: true, force: true });
  };
  sweep();
  try {
    explained(data.real, () => {
      mkdirSync(draft, { mode: 0o700 });
      writeFileSync(passwordFile, superuserPassword, { mode: 0o600, flag: 'wx' });
      for (const path of [draft, passwordFile]) give(path, data.account);
    });
    const args = ['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256'];
    args.push(`--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C');
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
    if (!durable) args.push('--no-sync');
    const options = childOptions(dirname(data.real), data.account);
    const { code, output } = await runToEnd(binaries.initdb, args, options);
    if (code !== 0) throw refusal(data, output);
    explained(data.real, () => {
      chmodSync(draft, 0o700);
      // In the place there may be an empty folder.
      rmSync(data.real, { recursive: true, force: true });
      renameSync(draft, data.real);
    });
  } finally {
    sweep();
  }
}

function refusal(data: DataFolder, output: string): StartError {
  const complaint = complaintIn(output);
  if (complaint === 'disk-full') return diskFull(dirname(data.real));
  if (complaint === 'not-writable') return notWritable(dirname(data.real));
  return new StartError(
    'server-failed',
    `PostgreSQL could not make a database in ${data.path} (it said: ${tellingLine(output)}): ` +
      'put that right and start again, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
