import { readdirSync, readFileSync } from 'node:fs';
import { Database, migrate } from '@app/platform';

const serverUrl = (): string => {
  const url = process.env.BENCH_SERVER_URL;
  if (!url) throw new Error('No server to measure on: run `npm run bench`.');
  return url;
};

const template = 'bench_template';

/** The server's own database, for making others. */
async function onServer<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const db = new Database(serverUrl(), { max: 1 });
  try {
    return await db.query<Row>(sql, values);
  } finally {
    await db.close();
  }
}

const named = (name: string): string => {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
};

/** Once before all figures. */
export async function makeTemplate(): Promise<void> {
  await onServer(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(named(template));
}

/** A migrated, empty database. @returns its address */
export async function makeDatabase(name: string): Promise<string> {
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return named(name);
}

/** Close what is connected to it first; a vacuum that is under way there is ended by the server. */
export async function dropDatabase(name: string): Promise<void> {
  await onServer(`DROP DATABASE ${name}`);
}

/**
 * Transactions in a database so far, committed or not. Those of connections that are still open may
 * be counted up to some seconds late.
 */
export async function transactionsIn(name: string): Promise<number> {
  const [row] = await onServer<{ count: string }>(
    `SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = $1`,
    [name],
  );
  return Number(row?.count);
}

/**
 * CPU seconds the whole server has used so far, ended connections included; 0 where the system does
 * not tell (it does on Linux).
 */
export async function serverCpu(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const [row] = await onServer<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = statOf(row?.pid ?? 0)?.parent;
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), stat: statOf(Number(name)) }))
    .reduce((sum, { pid, stat }) => {
      if (!stat || (pid !== postmaster && stat.parent !== postmaster)) return sum;
      return sum + stat.own + (pid === postmaster ? stat.ofEndedChildren : 0);
    }, 0);
  return ticks / ticksPerSecond;
}

/** Linux reports in this unit on every architecture (`man 5 proc`, sysconf(_SC_CLK_TCK)). */
const ticksPerSecond = 100;

/** See `man 5 proc`: the fields follow the name, which stands in brackets and may hold anything. */
function statOf(pid: number): { parent: number; own: number; ofEndedChildren: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (n: number): number => Number(fields[n - 3]);
    return {
      parent: field(4),
      own: field(14) + field(15),
      ofEndedChildren: field(16) + field(17),
    };
  } catch {
    return null;
  }
}
