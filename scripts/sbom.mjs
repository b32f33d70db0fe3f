// Writes what a release is made of, in the CycloneDX format, to dist/sbom.json: every package with
// its version, licence and checksum, without those that only build and test.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'node_modules/@cyclonedx/cyclonedx-npm');
const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const program = join(folder, bin['cyclonedx-npm']);
const file = join(root, 'dist/sbom.json');

mkdirSync(dirname(file), { recursive: true });
const run = spawnSync(
  process.execPath,
  [program, '--omit', 'dev', '--output-reproducible', '--validate', '--output-file', file],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
if (run.status === 0) {
  const { components, specVersion } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`dist/sbom.json: ${components.length} packages, CycloneDX ${specVersion}`);
}
process.exitCode = run.status ?? 1;
