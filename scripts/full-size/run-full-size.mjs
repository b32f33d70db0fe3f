import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../prepare/refusal.mjs';
import { runJest } from '../test/run-jest.mjs';
import { promises } from './promises.mjs';

const root = resolve(import.meta.dirname, '../..');

/**
 * Tries the named promises in full, one after the other, and prints their figures as they come.
 * @param args names; none means all
 * @returns the exit status: 1 when a test failed or a promise told no figure
 * @throws Refusal for a name that is none
 */
export async function runFullSize(args) {
  const { values, positionals } = parseArgs({
    args,
    options: { list: { type: 'boolean' } },
    allowPositionals: true,
  });
  const known = Object.keys(promises);
  if (values.list) {
    console.log(known.join('\n'));
    return 0;
  }
  const strange = positionals.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new Refusal(`No such name: ${strange.join(', ')}. Choose from ${known.join(', ')}.`);
  let status = 0;
  for (const name of positionals.length > 0 ? positionals : known)
    if (!(await isKept(name, promises[name]))) status = 1;
  return status;
}

async function isKept(name, files) {
  const missing = files.filter((file) => !existsSync(resolve(root, file)));
  if (missing.length > 0) {
    process.stderr.write(`  FAIL  ${name}: there is no ${missing.join(', ')}.\n`);
    return false;
  }
  const folder = await mkdtemp(join(tmpdir(), 'caseload-figures-'));
  try {
    const figures = join(folder, 'figures.jsonl');
    const { failed, skipped } = await runJest({
      title: `${name}, in full`,
      env: { CASELOAD_FULL_SIZE: '1', CASELOAD_FIGURES: figures },
      // By their ends: patterns are sought in the whole path of each test file.
      filters: files.map((file) => `${file.replaceAll('.', '[.]')}$`),
      options: ['--maxWorkers=1'],
      say: (line) => process.stderr.write(`${line}\n`),
    });
    const told = existsSync(figures) ? await readFile(figures, 'utf8') : '';
    process.stdout.write(told);
    if (told === '') process.stderr.write(`  FAIL  ${name} told no figure.\n`);
    return told !== '' && failed === 0 && skipped === 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
