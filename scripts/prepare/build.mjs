import crypto from 'crypto';
import fs from 'fs';
import path from 'path';
import { diskFull, Refusal } from './refusal.mjs';
import { run } from './run.mjs';
import { timed } from './say.mjs';

const stamp = 'dist/.built-from';
const folders = ['apps', 'libs', 'migrations', 'scripts/prepare'];
const files = ['nest-cli.json', 'tsconfig.json', 'package-lock.json', 'scripts/build-assets.mjs'];

/** Is the source not what `dist` was built from? */
export function needsBuild(root) {
  try {
    return fs.readFileSync(path.join(root, stamp), 'utf8') !== fingerprint(root);
  } catch {
    return true;
  }
}

/** Compiles the source and the style sheets into an empty `dist`. */
export async function build(root) {
  await timed('Building …', 'Built', async () => {
    // Taken before: what is changed during the build is built next time.
    const source = fingerprint(root);
    const dist = path.join(root, 'dist');
    fs.mkdirSync(dist, { recursive: true });
    // The mark goes first and comes back last, so a build cut short is not taken for a whole one.
    fs.rmSync(path.join(root, stamp), { force: true });
    for (const name of fs.readdirSync(dist))
      fs.rmSync(path.join(dist, name), { recursive: true, force: true });
    await step(root, ['node_modules/@nestjs/cli/bin/nest.js', 'build', '--all']);
    const assets = 'scripts/build-assets.mjs';
    if (fs.existsSync(path.join(root, assets))) await step(root, [assets]);
    fs.writeFileSync(path.join(root, stamp), source);
  });
}

async function step(root, words) {
  const { code, output } = await run(process.execPath, words, { cwd: root }, words[0]);
  if (code === 0) return;
  if (/\b(ENOSPC|EDQUOT)\b|No space left on device/.test(output)) throw diskFull(root);
  throw new Refusal(
    `${output.trim()}\nThe build stopped at "node ${words.join(' ')}", as told above: put that ` +
      'right and run this again.',
  );
}

/** Changes when a file the build reads is added, removed, saved or replaced. */
function fingerprint(root) {
  const hash = crypto.createHash('sha256');
  hash.update(process.platform);
  for (const folder of folders) addFolder(hash, root, folder);
  for (const file of files) addFile(hash, root, file);
  return `${hash.digest('hex')}\n`;
}

function addFolder(hash, root, folder) {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inside = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, root, inside);
    else if (!/\.spec\.ts$/.test(entry.name)) addFile(hash, root, inside);
  }
}

function addFile(hash, root, file) {
  try {
    const { size, mtimeMs } = fs.statSync(path.join(root, file));
    hash.update(`${file}\n${size} ${mtimeMs}\n`);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
