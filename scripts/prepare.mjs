// Makes the checkout ready to run: packages installed, source built. Takes a few milliseconds when
// there is nothing to do. This file and those of prepare/ keep to what Node.js 12 can read, so that
// somebody with an old Node gets a sentence instead of a syntax error.

import fs from 'fs';
import path from 'path';
import { fileURLToPath } from 'url';
import { build, needsBuild } from './prepare/build.mjs';
import { takeTurn } from './prepare/lock.mjs';
import { checkNode } from './prepare/node-version.mjs';
import { install, needsInstall } from './prepare/packages.mjs';
import { Refusal, whyNotWritten } from './prepare/refusal.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Installs and builds what is missing or out of date; tells of it on standard error. Two of these at
 * once take turns, and the second then finds the work done.
 * @param {{ rebuild?: boolean }} options rebuild: build even if nothing changed
 * @throws {Refusal} whose message is one sentence for the person
 */
export async function prepare(options) {
  const rebuild = Boolean(options && options.rebuild);
  checkNode(process.versions.node);
  if (!rebuild && !needsInstall(root) && !needsBuild(root)) return;
  try {
    const release = await takeTurn(root);
    try {
      if (needsInstall(root)) await install(root);
      if (rebuild || needsBuild(root)) await build(root);
    } finally {
      release();
    }
  } catch (error) {
    throw whyNotWritten(error, root);
  }
}

/** Prints a refusal as its sentence and anything else, which is a fault of ours, in full. */
export function explain(error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`);
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  prepare({ rebuild: process.argv.includes('--build') }).catch((error) => {
    explain(error);
    process.exitCode = 1;
  });
