import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { require as requireSource } from 'tsx/cjs/api';

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
    : await startThrowAwayServer();
  const template = `caseload_template_${randomBytes(4).toString('hex')}`;
  globalThis.testServer = { ...server, template };
  await onServer(server.url, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  await fromSource('libs/platform/src/database/index.ts').migrate(withName(server.url, template));
  await onServer(server.url, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  process.env.TEST_SERVER_URL = server.url;
  process.env.TEST_TEMPLATE = template;
}

async function startThrowAwayServer() {
  const home = await mkdtemp(join(tmpdir(), 'caseload-test-'));
  const guard = guardFolder(home);
  const log = [];
  try {
    const { openEmbeddedPostgres } = fromSource('libs/platform/src/embedded-postgres/index.ts');
    const server = await openEmbeddedPostgres({
      home,
      log: (line) => log.push(line),
      settings: fastAndLoose,
    });
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await guard.release();
      },
    };
  } catch (error) {
    await guard.release();
    throw new Error(`PostgreSQL for the tests did not start. It said:\n${log.join('\n')}`, {
      cause: error,
    });
  }
}

/**
 * A small shell that outlives us, however we end: when its standard input closes it stops the
 * PostgreSQL of this folder, if one still runs, and removes the folder.
 */
function guardFolder(home) {
  const script = `cat > /dev/null
    for file in $(find "$1" -name postmaster.pid); do kill -INT "$(head -n 1 "$file")"; done
    for n in 1 2 3 4 5 6 7 8 9 10; do [ -n "$(find "$1" -name postmaster.pid)" ] && sleep 0.5; done
    rm -rf "$1"`;
  const shell = spawn('sh', ['-c', script, 'guard', home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  shell.unref();
  shell.stdin.unref();
  return {
    release: () => {
      shell.ref();
      shell.stdin.end();
      return ended;
    },
  };
}

/** Runs the current source, so that a stale build can never migrate the template. */
function fromSource(path) {
  return requireSource(`../${path}`, import.meta.url);
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
