import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startThrowAwayServer } from '../../test/harness/throw-away-server.mjs';

const root = resolve(import.meta.dirname, '../..');
const bench = join(root, 'test/bench');

/**
 * Durable as PostgreSQL comes: every commit waits for the disk. Commit times are noted because one
 * figure is about them.
 */
const settings = { track_commit_timestamp: 'on' };

/**
 * Starts a throw-away PostgreSQL, runs the figures on it, and clears everything away.
 * @param args passed on to test/bench/main.ts
 * @returns its exit status
 */
export async function runBench(args) {
  process.stderr.write('Starting a PostgreSQL for the measurements …\n');
  const server = await startThrowAwayServer(settings);
  try {
    return await run(server.url, args);
  } finally {
    await server.stop();
  }
}

/** The measuring program is source, what it measures is the build: its tsconfig says so. */
function run(serverUrl, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(bench, 'main.ts'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      BENCH_SERVER_URL: serverUrl,
      TSX_TSCONFIG_PATH: join(bench, 'tsconfig.run.json'),
    },
    stdio: 'inherit',
  });
  const ignore = () => undefined;
  // Ctrl-C reaches the child too; we stay to clear away after it.
  process.on('SIGINT', ignore);
  const pass = () => child.kill('SIGTERM');
  process.on('SIGTERM', pass);
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => done(code ?? 1));
  });
}
