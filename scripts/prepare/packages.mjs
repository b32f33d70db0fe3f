import crypto from 'crypto';
import fs from 'fs';
import path from 'path';
import { diskFull, notWritable, Refusal } from './refusal.mjs';
import { run } from './run.mjs';
import { timed } from './say.mjs';

const marker = 'node_modules/.caseload-packages';

/** Are the packages of package-lock.json not all installed, for this kind of machine? */
export function needsInstall(root) {
  const wanted = fingerprint(root);
  if (readText(path.join(root, marker)) === wanted) return false;
  if (!matchesLock(root)) return true;
  // Somebody ran `npm ci` by hand. Without the marker this is found out again, only slower.
  try {
    fs.writeFileSync(path.join(root, marker), wanted);
  } catch {
    return false;
  }
  return false;
}

/** Installs exactly what package-lock.json names. No install script is run: none is needed. */
export async function install(root) {
  fs.accessSync(root, fs.constants.W_OK);
  const first = !fs.existsSync(path.join(root, 'node_modules'));
  const wanted = fingerprint(root);
  await timed(
    first ? 'Installing packages (the first time takes a minute or two) …' : 'Updating packages …',
    'Packages installed',
    async () => {
      const { code, output } = await npmInstall(root);
      if (code !== 0) throw whyNpmFailed(output, root);
      fs.writeFileSync(path.join(root, marker), wanted);
    },
  );
}

async function npmInstall(root) {
  const words = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  words.push('--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress');
  // Three tries within a dozen seconds; npm's own pauses add up to more than a minute.
  words.push('--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000');
  const npm = findNpm();
  try {
    return await run(npm.program, npm.words.concat(words), npmOptions(root, npm), 'npm ci');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw noNpm();
  }
}

function noNpm() {
  return new Refusal(
    'npm was not found, and Caseload installs its packages with it: install Node.js 24 from ' +
      'https://nodejs.org, which brings npm, and run this again.',
  );
}

/** The npm that started us, else the one that came with this Node, else the one on the PATH. */
function findNpm() {
  const bin = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((c) => c && /npm-cli\.js$/.test(c) && fs.existsSync(c));
  return script
    ? { program: process.execPath, words: [script], shell: false }
    : { program: 'npm', words: [], shell: process.platform === 'win32' };
}

/** Settings of the npm that started us, such as --silent, are not meant for this one. */
function npmOptions(root, npm) {
  const env = Object.assign({}, process.env);
  for (const name of ['loglevel', 'dry_run', 'global', 'omit', 'only', 'production', 'include'])
    delete env[`npm_config_${name}`];
  delete env.NODE_ENV;
  return { cwd: root, env, shell: npm.shell };
}

const offline =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E50\d|ENOTCACHED|\w*CERT\w*)\b/;

/**
 * @param output what npm wrote
 * @public tried by a test, which reaches it by its path
 */
export function whyNpmFailed(output, root) {
  const codes = output.match(/npm (?:error|ERR!) code (\S+)/);
  const code = codes ? codes[1] : '';
  if (/\b(ENOSPC|EDQUOT)\b/.test(output)) return diskFull(root);
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) {
    const at = output.match(/npm (?:error|ERR!) path (.+)/);
    return notWritable(at ? at[1].trim() : root);
  }
  if (offline.test(code || output))
    return new Refusal(
      'The packages could not be fetched, because the npm registry cannot be reached' +
        `${code ? ` (${code})` : ''}: check the internet connection or npm's proxy setting and ` +
        'run this again.',
    );
  const lines = output
    .split('\n')
    .filter((line) => /\S/.test(line) && !/npm (error|ERR!) code/.test(line));
  const said = (lines.find((line) => /npm (error|ERR!) /.test(line)) || lines[0] || 'nothing')
    .replace(/npm (error|ERR!) /, '')
    .trim();
  return new Refusal(
    `The packages could not be installed (npm ci says: ${said}): put that right and run this again.`,
  );
}

function fingerprint(root) {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const hash = crypto.createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
}

/** Compares npm's own note of what it installed with what package-lock.json asks for here. */
function matchesLock(root) {
  const installed = readText(path.join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const present = JSON.parse(installed).packages;
  const wanted = JSON.parse(readText(path.join(root, 'package-lock.json'))).packages;
  return Object.keys(wanted).every((at) => {
    if (at === '') return true;
    if (present[at]) return present[at].version === wanted[at].version;
    return Boolean(wanted[at].optional) && !isForHere(wanted[at]);
  });
}

/** npm leaves out optional packages made for other machines, and what only those depend on. */
function isForHere(entry) {
  if (!entry.os && !entry.cpu) return false;
  const fits = (list, value) => !list || list.includes(value);
  return !entry.libc && fits(entry.os, process.platform) && fits(entry.cpu, process.arch);
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
