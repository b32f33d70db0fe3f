import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { accounts, type TestAccount } from '../harness/accounts';
import { ask, launching, runs } from '../harness/embedded-server';

// Real: PostgreSQL, the processes that launch it, the kills. No doubles.

jest.setTimeout(60_000);

const storeSeven = ['DROP TABLE IF EXISTS t', 'CREATE TABLE t (n int)', 'INSERT INTO t VALUES (7)'];

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((done) => setTimeout(done, 10));
  expect(condition()).toBe(true);
}

describe.each(accounts)('the embedded PostgreSQL of $title', (account: TestAccount) => {
  const { open, clear, home, data, serverPid } = launching(account);

  it('starts on an empty folder, private and on loopback only, and stops', async () => {
    clear();
    const launcher = await open();
    const { url, adopted } = launcher.opened;
    expect(adopted).toBe(false);
    expect(url).toMatch(/^postgres:\/\/caseload:[\w-]{32}@127\.0\.0\.1:\d+\/caseload$/);
    const [row] = await ask(
      url,
      `SELECT current_user AS "user", current_setting('timezone') AS zone,
              current_setting('listen_addresses') AS listen, current_setting('fsync') AS fsync,
              current_setting('unix_socket_directories') AS sockets,
              current_setting('max_connections') AS connections,
              (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,
              (SELECT string_agg(name, ' ' ORDER BY name COLLATE "en-x-icu")
                 FROM unnest(ARRAY['Zoe', 'Émile', 'adam', 'Eve']) AS name) AS names`,
    );
    expect(row).toEqual({
      user: 'caseload',
      zone: 'UTC',
      listen: '127.0.0.1',
      fsync: 'on',
      sockets: '',
      connections: '200',
      super: false,
      names: 'adam Émile Eve Zoe',
    });
    const pid = serverPid();
    expect(statSync(data()).mode & 0o777).toBe(0o700);
    expect(statSync(data()).uid).not.toBe(0);
    expect(statSync(join(home(), 'database-passwords.json')).mode & 0o777).toBe(0o600);
    await launcher.leave();
    expect(runs(pid)).toBe(false);
  });

  it('is shared by two launchers and stopped by the last', async () => {
    const first = await open();
    const pid = serverPid();
    const second = await open();
    expect(second.opened).toMatchObject({ adopted: true, url: first.opened.url });
    await first.leave();
    expect(await ask(second.opened.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await second.leave();
    expect(runs(pid)).toBe(false);
  });

  it('is adopted and stopped by the next launcher after kill -9 of the first', async () => {
    const first = await open();
    const pid = serverPid();
    await first.kill();
    expect(runs(pid)).toBe(true);
    const second = await open();
    expect(second.opened.adopted).toBe(true);
    expect(serverPid()).toBe(pid);
    await second.leave();
    expect(runs(pid)).toBe(false);
  });

  it('starts after kill -9 of the server, with everything that was committed', async () => {
    const first = await open();
    await ask(first.opened.url, ...storeSeven);
    process.kill(serverPid(), 'SIGKILL');
    const second = await open();
    expect(second.opened.adopted).toBe(false);
    expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
    const pid = serverPid();
    await second.leave();
    expect(runs(pid)).toBe(true);
    await first.leave();
    expect(runs(pid)).toBe(false);
  });
});

describe('the embedded PostgreSQL', () => {
  const { open, clear, folder, home, data, serverPid } = launching(accounts[0] as TestAccount);

  it('is made once when several launchers begin on an empty folder together', async () => {
    clear();
    const all = await Promise.all([open(), open(), open(), open()]);
    expect(all.map((launcher) => launcher.opened.adopted).sort()).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(new Set(all.map((launcher) => launcher.opened.url)).size).toBe(1);
    const pid = serverPid();
    await Promise.all(all.map((launcher) => launcher.leave()));
    expect(runs(pid)).toBe(false);
  });

  it('starts after kill -9 of both', async () => {
    const first = await open();
    await ask(first.opened.url, ...storeSeven);
    const pid = serverPid();
    await first.kill();
    process.kill(pid, 'SIGKILL');
    const second = await open();
    expect(second.opened.adopted).toBe(false);
    expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  it('starts after kill -9 of the server although one statement computes on', async () => {
    const first = await open();
    const busy = new Client({ connectionString: first.opened.url });
    busy.on('error', () => undefined);
    await busy.connect();
    const answer = await busy.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const backend = answer.rows[0]?.pid as number;
    // One call inside the executor that looks for no signal for many minutes.
    const endless = busy
      .query('SELECT count(*) FROM generate_series(1, 2000000000) AS n WHERE n % 7 = 9')
      .catch(() => undefined);
    await new Promise((done) => setTimeout(done, 200));
    process.kill(serverPid(), 'SIGKILL');
    const second = await open();
    expect(second.opened.adopted).toBe(false);
    await until(() => !runs(backend));
    await endless;
    await busy.end().catch(() => undefined);
  });

  it('starts although the number in postmaster.pid belongs to another program by now', async () => {
    const first = await open();
    const pid = serverPid();
    await first.kill();
    process.kill(pid, 'SIGKILL');
    const file = join(data(), 'postmaster.pid');
    const other = await open(join(folder(), 'other'));
    // A program of the same user, and even a PostgreSQL, but one of other data.
    const stranger = serverPid(join(folder(), 'other/postgres-18'));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger)));
    const second = await open();
    expect(second.opened.adopted).toBe(false);
    expect(await ask(other.opened.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('starts after kill -9 in the middle of making the data', async () => {
    clear();
    mkdirSync(join(`${data()}.new`, 'base'), { recursive: true });
    writeFileSync(`${data()}.password`, 'secret');
    const launcher = await open();
    expect(launcher.opened.adopted).toBe(false);
    expect(['new', 'password'].filter((end) => existsSync(`${data()}.${end}`))).toEqual([]);
  });

  it('makes role and database anew when they are missing', async () => {
    const first = await open();
    const { superuser } = JSON.parse(
      readFileSync(join(home(), 'database-passwords.json'), 'utf8'),
    ) as { superuser: string };
    const { port } = new URL(first.opened.url);
    await ask(
      `postgres://postgres:${superuser}@127.0.0.1:${port}/postgres`,
      'DROP DATABASE caseload',
      'DROP OWNED BY caseload',
      'DROP ROLE caseload',
    );
    const second = await open();
    expect(await ask(second.opened.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('quotes PostgreSQL when its log of changes is lost', async () => {
    const first = await open();
    const pid = serverPid();
    await first.kill();
    process.kill(pid, 'SIGKILL');
    rmSync(join(data(), 'pg_wal'), { recursive: true });
    const { code, message } = (await open()).failed;
    expect(code).toBe('data-damaged');
    expect(message).toContain('required WAL directory');
    clear();
  });

  it('leaves nothing personal in its log', async () => {
    const launcher = await open();
    const { url } = launcher.opened;
    await ask(url, 'CREATE TABLE p (email text PRIMARY KEY)');
    const insert = "INSERT INTO p VALUES ('canary@example.org')";
    await ask(url, insert);
    await expect(ask(url, insert)).rejects.toThrow('duplicate key');
    await launcher.leave();
    const log = readFileSync(join(home(), 'postgres-18.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('canary');
  });

  it('starts again with what was stored', async () => {
    const first = await open();
    await ask(first.opened.url, ...storeSeven);
    await first.leave();
    const second = await open();
    expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  it('sets new passwords when the file with the old ones is gone', async () => {
    const first = await open();
    await ask(first.opened.url, ...storeSeven);
    await first.leave();
    rmSync(join(home(), 'database-passwords.json'));
    const second = await open();
    expect(second.opened.url).not.toBe(first.opened.url);
    expect(await ask(second.opened.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  it('says in one sentence that the data is damaged, and starts afresh as it advises', async () => {
    const launcher = await open();
    await launcher.leave();
    truncateSync(join(data(), 'global/pg_control'), 100);
    const { code, message } = (await open()).failed;
    expect(code).toBe('data-damaged');
    expect(message).toMatch(/^The database in .*postgres-18 does not start \(PostgreSQL says: /);
    expect(message).toContain('pg_control');
    expect(message).toContain(
      `rename it (mv ${data()} ${data()}-damaged), start again and restore`,
    );
    expect(message).not.toMatch(/\n|\.\s/);
    renameSync(data(), `${data()}-damaged`);
    expect((await open()).opened.adopted).toBe(false);
    expect(existsSync(join(`${data()}-damaged`, 'PG_VERSION'))).toBe(true);
  });
});
