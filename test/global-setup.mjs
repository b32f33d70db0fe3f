import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import pg from 'pg';
import { offerBrowser } from './harness/shared-browser.mjs';
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
 * it one migrated template, which `testDatabase()` copies for each test file; a browser for whoever
 * asks for one; and the program of the thread that reads files, made of the current source. Jest starts its workers after this, so they
 * inherit the variables set at the end.
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
  globalThis.testBrowser = await offerBrowser();
  process.env.TEST_BROWSER_URL = globalThis.testBrowser.url;
  process.env.TEST_READING_THREAD = makeReadingThread();
}

/** One file, because a thread that compiles some hundred on its way takes a second to start. */
function makeReadingThread() {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-thread-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'reading-thread.js');
  buildSync({
    entryPoints: [
      join(import.meta.dirname, '../libs/providers/src/register/files/reading-thread.ts'),
    ],
    bundle: true,
    platform: 'node',
    outfile,
    logLevel: 'error',
  });
  return outfile;
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
