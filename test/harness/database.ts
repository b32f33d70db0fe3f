import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** A migrated database of one test file's own. */
export interface TestDatabase {
  url: string;
  /**
   * Removes the database, cutting off whoever is still connected. Close pools first: a queue that
   * is cut off in mid-listen complains on the console.
   */
  drop(): Promise<void>;
}

/**
 * Copies the migrated template (about 20 ms). Call it in `beforeAll` and `drop()` it in `afterAll`.
 * @throws when run outside the test runner, whose global setup starts the server
 */
export function testDatabase(): Promise<TestDatabase> {
  return copied(process.env.TEST_TEMPLATE);
}

/** Copies a test database with all that is in it; nobody may be connected to it. */
export function copyOf({ url }: TestDatabase): Promise<TestDatabase> {
  return copied(new URL(url).pathname.slice(1));
}

async function copied(template: string | undefined): Promise<TestDatabase> {
  const server = process.env.TEST_SERVER_URL;
  if (!server || !template)
    throw new Error('No test server: database tests run under Jest, whose global setup starts it.');
  const name = `t_${randomBytes(8).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => drop(server, name),
  };
}

/** The server may be tidying the database up just then, and lets nobody cut it off. */
const isBusy = (error: unknown): boolean =>
  (error as { message?: string }).message === 'permission denied to terminate process';

async function drop(server: string, name: string): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    } catch (error) {
      if (!isBusy(error) || attempts === 50) throw error;
      await pause(100);
    }
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
