// Everything that must hold before a change lands: the checks, then the tests. All of it runs even
// when some of it fails, and the last line tells the totals.
//
//   npm test                  everything
//   npm test -- libs/domain   every check, and the test files whose path matches
//   --also-node PROGRAM       afterwards the tests beside the code once more under that Node

import { parseArgs } from 'node:util';
import { runChecks } from './run-checks.mjs';
import { runJest } from './run-jest.mjs';
import { prepare } from './prepare.mjs';

const { values: options, positionals: filters } = parseArgs({
  options: { 'also-node': { type: 'string' } },
  allowPositionals: true,
});

const totals = { passed: 0, failed: 0, skipped: 0 };
const add = (counts) => {
  for (const name of Object.keys(totals)) totals[name] += counts[name];
};

try {
  await prepare();
  add(await runChecks());
  add(await runJest({ title: 'Tests', filters }));
  if (options['also-node'])
    add(
      await runJest({
        title: 'Tests beside the code, once more',
        node: options['also-node'],
        // Far from London, so that a forgotten local time shows.
        env: { TZ: 'Pacific/Auckland' },
        filters: filters.length > 0 ? filters : ['apps/.*[.]spec[.]ts$', 'libs/.*[.]spec[.]ts$'],
      }),
    );
} catch (error) {
  console.log(`\nThe run ended early: ${error.stack ?? error}`);
  totals.failed++;
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
