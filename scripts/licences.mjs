// Lists the licences of all packages a release is made of, and fails on one that is not allowed.
// `--quiet` prints only what is wrong.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** Licences that ask for no more than to be named. */
export const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** Whether one may use a package of this SPDX expression: of "A OR B" either will do, of "A AND B" both must. */
export function isAllowed(expression) {
  const text = expression.replace(/^\((.*)\)$/, '$1').replace(/\*$/, '');
  const either = text.split(/ OR /i);
  if (either.length > 1) return either.some(isAllowed);
  const both = text.split(/ AND /i);
  return both.length > 1 ? both.every(isAllowed) : allowed.has(text);
}

/** Every package of the release with its licence, as its own package.json names it. */
async function packages() {
  const checker = require('license-checker-rseidelsohn');
  const found = await new Promise((done, fail) => {
    const options = { start: root, production: true, excludePrivatePackages: true };
    checker.init(options, (error, result) => (error ? fail(error) : done(result)));
  });
  return Object.entries(found).map(([name, { licenses }]) => ({
    name,
    licence: [licenses].flat().join(' AND '),
  }));
}

async function main() {
  const all = await packages();
  const wrong = all.filter(({ licence }) => !isAllowed(licence));
  if (!process.argv.includes('--quiet')) {
    for (const { name, licence } of all) console.log(`${licence.padEnd(24)} ${name}`);
    console.log(`${all.length} packages, ${wrong.length} under a licence that is not allowed.`);
  }
  if (all.length === 0) throw new Error('No packages were found: run npm ci first.');
  for (const { name, licence } of wrong)
    console.error(`${name} is under ${licence}, which is not on the list in scripts/licences.mjs.`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) await main();
