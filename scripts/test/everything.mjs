import { parseArgs } from 'node:util';
import { runChecks } from './run-checks.mjs';
import { runJest } from './run-jest.mjs';

/** The tests that stand beside the code and need no database: what another Node might read otherwise. */
const besideTheCode = ['apps', 'libs'].map((folder) => `${folder}/.*(?<![.]db)[.]spec[.]ts$`);

/**
 * Runs the checks, then the tests, all of them even when some fail.
 * @param args paths to choose test files by; `--also-node PROGRAM` runs the tests beside the code
 *   once more under that Node, and both runs count
 * @returns how many checks and tests passed, failed and were skipped
 */
export async function runEverything(args) {
  const { values, positionals: filters } = parseArgs({
    args,
    options: { 'also-node': { type: 'string' } },
    allowPositionals: true,
  });
  const runs = [await runChecks(), await runJest({ title: 'Tests', filters })];
  const node = values['also-node'];
  if (node)
    runs.push(
      await runJest({
        title: 'Tests beside the code, once more',
        node,
        // Far from London, so that a forgotten local time shows.
        env: { TZ: 'Pacific/Auckland' },
        filters: besideTheCode,
      }),
    );
  const sum = (name) => runs.reduce((total, counts) => total + counts[name], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
