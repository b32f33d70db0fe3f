import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { folderOf, type TestAccount } from './accounts';
import { LauncherProcess } from './launcher-process';

/** Runs the statements one after the other and returns the rows of the last. */
export async function ask<Row extends object>(
  url: string,
  ...statements: string[]
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** One that has ended and only waits to be collected does not run. */
export function runs(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return state.trim() !== '' && !state.startsWith('Z');
}

/**
 * A folder of the account's own for the tests of one `describe`, which find there what the one before
 * left, and launchers that leave at the end of each test. Making PostgreSQL's data takes longer than
 * all the rest, so it is not done for each test.
 */
export function launching(account: TestAccount) {
  let folder: ReturnType<typeof folderOf>;
  const launchers: LauncherProcess[] = [];
  const home = () => join(folder.path, '.caseload');
  const data = () => join(home(), 'postgres-18');
  const open = async (place = home()) => {
    const launcher = await LauncherProcess.open(place, account);
    launchers.push(launcher);
    return launcher;
  };
  beforeAll(() => {
    folder = folderOf(account);
  });
  afterAll(() => folder.remove());
  afterEach(async () => {
    for (const launcher of launchers.splice(0)) await launcher.leave();
    // After a test that failed half way: leave no server behind.
    if (existsSync(join(data(), 'postmaster.pid')))
      await (await LauncherProcess.open(home(), account)).leave();
  });
  return {
    open,
    folder: () => folder.path,
    home,
    /** As on the first day. */
    clear: () => rmSync(home(), { recursive: true, force: true }),
    data,
    serverPid: (of = data()) =>
      Number(readFileSync(join(of, 'postmaster.pid'), 'utf8').split('\n')[0]),
  };
}
