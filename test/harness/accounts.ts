import { chmodSync, chownSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A user account that tests run programs as. */
export interface TestAccount {
  title: string;
  /** Undefined: the account that runs the tests. */
  ids: { uid: number; gid: number } | undefined;
}

const nobody = { uid: 65534, gid: 65534 };
export const weAreRoot = process.getuid?.() === 0;

/** Every program and package can be read by anybody: root's clone in a private folder cannot. */
function isOpenToAll(folder: string): boolean {
  for (let path = realpathSync(folder); path !== dirname(path); path = dirname(path))
    if ((statSync(path).mode & 0o005) !== 0o005) return false;
  return true;
}

const checkout = resolve(__dirname, '../..');
const modules = join(checkout, 'node_modules');

/** An account without special rights; undefined when root tests a clone that only root may read. */
export const ordinary: TestAccount | undefined = !weAreRoot
  ? { title: 'an ordinary user', ids: undefined }
  : [checkout, modules].every(isOpenToAll)
    ? { title: 'an ordinary user', ids: nobody }
    : undefined;

/** Root, if that is who runs the tests, and an ordinary user. */
export const accounts: TestAccount[] = [
  ...(weAreRoot ? [{ title: 'root', ids: undefined }] : []),
  ...(ordinary ? [ordinary] : []),
];

/** A new folder that belongs to the account and that others may pass through. */
export function folderOf(account: TestAccount): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'caseload-faults-'));
  chmodSync(path, 0o755);
  if (account.ids) chownSync(path, account.ids.uid, account.ids.gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
