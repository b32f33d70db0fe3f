import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { delimiter, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const prefix = 'check:';

/** The slow ones start first, so that the others fit beside them. */
const slowFirst = ['lint', 'types'];

/**
 * Runs every script of package.json whose name starts with `check:`, two at a time where there are
 * two cores, and prints one line for each and the output of those that failed.
 * @returns counts: each check is one
 */
export async function runChecks() {
  const { scripts } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8'));
  const rank = ([name]) =>
    (slowFirst.indexOf(name) + slowFirst.length + 1) % (slowFirst.length + 1);
  const waiting = Object.entries(scripts)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, command]) => [name.slice(prefix.length), command])
    .sort((a, b) => rank(a) - rank(b));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const started = performance.now();
  console.log(`\nChecks, on Node ${process.versions.node}`);
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command] = next;
      const { ok, output, seconds } = await run(command);
      counts[ok ? 'passed' : 'failed']++;
      console.log(
        `  ${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)}${seconds.toFixed(1).padStart(6)} s`,
      );
      if (!ok) console.log(indent(`npm run ${prefix}${name}\n${output}`));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s in all`);
  return counts;
}

function run(command) {
  const started = performance.now();
  const path = [resolve(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command, {
    cwd: root,
    shell: true,
    env: { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((done) => {
    const finish = (ok) => done({ ok, output, seconds: (performance.now() - started) / 1000 });
    child.once('error', (error) => {
      output += error.message;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

const mostLines = 120;

function indent(text) {
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, mostLines);
  if (lines.length > mostLines) shown.push(`… and ${lines.length - mostLines} more lines`);
  return shown.map((line) => `        ${line}`).join('\n');
}
