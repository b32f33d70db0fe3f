import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { fromSource, startThrowAwayServer } from './harness/throw-away-server.mjs';

/** What one test run can do without: its data is thrown away, so a crash of the server loses nothing. */
const fastAndLoose = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/**
 * Once before all tests: a throw-away PostgreSQL (or the server named by TEST_DATABASE_URL) and in
 * it one migrated template, which `testDatabase()` copies for each test file. Jest starts its
 * workers after this, so they inherit the two variables set at the end.
 */
export default async function setUp() {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startThrowAwayServer(fastAndLoose);
  const template = `caseload_template_${randomBytes(4).toString('hex')}`;
  globalThis.testServer = { ...server, template };
  await onServer(server.url, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  await fromSource('libs/platform/src/database/index.ts').migrate(withName(server.url, template));
  await onServer(server.url, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_TEMPLATE = template;
}

function withName(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function onServer(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
