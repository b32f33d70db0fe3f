import crypto from 'crypto';
import fs from 'fs';
import path from 'path';
import { say } from './say.mjs';

const name = 'prepare';

/**
 * Waits until no other process installs or builds here, and keeps others waiting until the returned
 * function is called or this process ends in any way. The same rule as the locks of
 * libs/platform/src/embedded-postgres/generation-lock.ts, which explains it; that code is not built
 * yet when this runs.
 */
export async function takeTurn(root) {
  const home = path.join(root, '.caseload');
  const folder = path.join(home, 'locks');
  const isRoot = process.getuid && process.getuid() === 0;
  fs.mkdirSync(home, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let told = false; ; ) {
    const taken = tryToTake(folder);
    if (typeof taken === 'function') return taken;
    if (!told) say(`Waiting for process ${taken.pid}, which is installing or building here.`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns a function that lets go, or the live holder */
function tryToTake(folder) {
  const self = { pid: process.pid, started: startOf(process.pid) };
  const draft = path.join(folder, `.${name}.${crypto.randomBytes(6).toString('hex')}`);
  fs.writeFileSync(draft, `${JSON.stringify(self)}\n`, { mode: 0o600 });
  try {
    for (;;) {
      const top = highest(folder);
      const holder = top > 0 ? read(path.join(folder, `${name}.${top}`)) : null;
      if (holder && isRunning(holder)) return holder;
      const mine = path.join(folder, `${name}.${top + 1}`);
      if (!placeOnce(draft, mine)) continue;
      if (highest(folder) !== top + 1) {
        remove(mine);
        continue;
      }
      for (const below of generations(folder))
        if (below <= top) remove(path.join(folder, `${name}.${below}`));
      return () => letGo(mine);
    }
  } finally {
    remove(draft);
  }
}

function placeOnce(draft, mine) {
  try {
    try {
      fs.linkSync(draft, mine);
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      // A file system without links.
      fs.writeFileSync(mine, fs.readFileSync(draft), { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function letGo(mine) {
  try {
    fs.writeFileSync(`${mine}.free`, 'free\n', { mode: 0o600 });
    fs.renameSync(`${mine}.free`, mine);
  } catch {
    // The disk is full: our end frees the lock as well.
    remove(`${mine}.free`);
  }
}

function remove(file) {
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function generations(folder) {
  return fs
    .readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.slice(name.length + 1)))
    .filter((generation) => Number.isSafeInteger(generation) && generation > 0);
}

function highest(folder) {
  return Math.max(0, ...generations(folder));
}

function read(file) {
  try {
    const holder = JSON.parse(fs.readFileSync(file, 'utf8'));
    return holder && typeof holder.pid === 'number' ? holder : null;
  } catch {
    return null;
  }
}

function isRunning(holder) {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const started = startOf(holder.pid);
  return started !== 'ended' && (!started || !holder.started || started === holder.started);
}

/** A mark of when the process began, where Linux tells: numbers are given again. */
function startOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}
