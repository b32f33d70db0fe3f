import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const jest = resolve(root, 'node_modules/jest/bin/jest.js');

/** How long Jest may take to end once its results are written. */
const graceMs = 20_000;

/** Tests never reach for the servers and secrets of whoever runs them. */
const settings = [
  ...['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'MAIL_FROM', 'IMAP_URL'],
  ...['SESSION_SECRET', 'FIELD_KEY', 'FIELD_KEY_OLD', 'CASELOAD_HOME', 'LOG_LEVEL', 'ROLE'],
  ...['CASELOAD_HORIZON_HOURS', 'CASELOAD_FULL_SIZE', 'CASELOAD_FIGURES', 'FAULT', 'NODE_ENV'],
];

/**
 * Runs Jest and counts from its own JSON result. A file that could not run, no result at all, and
 * a Jest that does not end each count as one failure.
 * @param node the Node to run under, default the present one
 * @param filters patterns for the paths of test files; none means all
 * @param options further options of Jest's command line
 * @param say where its own lines go; to standard output unless given
 */
export async function runJest(options) {
  try {
    return await run(options);
  } catch (error) {
    (options.say ?? console.log)(`  FAIL  ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function run(asked) {
  const { title, node = process.execPath, env = {}, filters = [], options = [] } = asked;
  const { say = console.log } = asked;
  const version = (await output(node, ['--version'])).trim();
  say(`\n${title}, on Node ${version.replace('v', '')}`);
  if (filters.length > 0) await sayWhatMatches(filters, say);

  const folder = await mkdtemp(join(tmpdir(), 'caseload-results-'));
  try {
    const file = join(folder, 'results.json');
    const args = [jest, '--json', `--outputFile=${file}`, ...options, ...filters];
    const end = await start(node, args, file, env);
    if (!existsSync(file)) throw new Error(`Jest left no results; it ended with ${end}.`);
    return count(JSON.parse(await readFile(file, 'utf8')), end);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws when nothing does */
async function sayWhatMatches(filters, say) {
  const all = await listTests([]);
  const chosen = await listTests(filters);
  if (chosen.length < all.length)
    say(
      `  ${chosen.length} of ${all.length} test files match ${filters.join(', ')}; ` +
        `the other ${all.length - chosen.length} are left out of this run`,
    );
  if (chosen.length === 0) throw new Error('No test file was found.');
}

function count(results, end) {
  const counts = {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
  if (counts.failed === 0 && (end !== 'status 0' || !results.success)) {
    console.log(`  FAIL  No test failed, yet Jest ended with ${end}.`);
    counts.failed++;
  }
  return counts;
}

/** @returns how it ended, in words */
function start(node, args, resultFile, env) {
  const child = spawn(node, args, {
    cwd: root,
    env: { ...withoutSettings(), ...env },
    // Jest reports to its standard error; with --json its standard output only repeats the file.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done, reject) => {
    let stuck;
    const watch = setInterval(() => {
      if (!existsSync(resultFile)) return;
      clearInterval(watch);
      stuck = setTimeout(() => {
        console.log('  The tests are over but something they left open keeps Jest from ending.');
        child.kill('SIGKILL');
      }, graceMs);
    }, 500);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      clearTimeout(stuck);
      done(signal ? `signal ${signal}` : `status ${code}`);
    });
  });
}

async function listTests(filters) {
  return (await output(process.execPath, [jest, '--listTests', ...filters]))
    .split('\n')
    .filter(Boolean);
}

function output(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? done(text) : reject(new Error(`${[program, ...args].join(' ')} failed.`)),
    );
  });
}

function withoutSettings() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !settings.includes(name.replace(/_FILE$/, '')),
  );
  return Object.fromEntries(kept);
}
