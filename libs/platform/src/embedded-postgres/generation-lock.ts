import { randomBytes } from 'node:crypto';
import { chownSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import { placeOnce } from './place-once';
import { identityOf, isRunning, type ProcessIdentity } from '../processes/process-identity';

export interface Lock {
  release(): void;
}

const free = 'free\n';

/**
 * Takes an exclusive lock that also outlives kill -9 of its holder.
 *
 * Removing a dead holder's file and making one's own are two steps, between which two rivals can
 * both succeed. So nothing is removed: the lock is a row of numbered files, the highest counts, and
 * one takes over from a dead or finished holder by making the next number, which only one can do. A
 * rival that slept meanwhile may make a lower number that was cleared away; it sees the higher one
 * and steps back.
 *
 * @returns the lock, or the live process that holds it
 */
export function takeLock(folder: string, name: string, owner: Account | null): Lock | Holder {
  const draft = join(folder, `.${name}.${process.pid}.${randomBytes(6).toString('hex')}`);
  write(draft, `${JSON.stringify(identityOf(process.pid))}\n`, owner);
  try {
    for (;;) {
      const top = highest(folder, name);
      const holder = top > 0 ? holderOf(join(folder, `${name}.${top}`)) : null;
      if (holder && isRunning(holder)) return { heldBy: holder };
      const mine = join(folder, `${name}.${top + 1}`);
      if (!placeOnce(draft, mine)) continue;
      if (highest(folder, name) !== top + 1) {
        rmSync(mine, { force: true });
        continue;
      }
      clearBelow(folder, name, top + 1);
      return { release: () => letGo(mine, owner) };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

export interface Holder {
  heldBy: ProcessIdentity;
}

function letGo(mine: string, owner: Account | null): void {
  const draft = `${mine}.free`;
  try {
    write(draft, free, owner);
    renameSync(draft, mine);
  } catch {
    // The folder was removed, or the disk is full: our end frees the lock as well.
    rmSync(draft, { force: true });
  }
}

function write(path: string, content: string, owner: Account | null): void {
  writeFileSync(path, content, { mode: 0o600 });
  if (owner) chownSync(path, owner.uid, owner.gid);
}

function holderOf(path: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
    return typeof holder?.pid === 'number' ? holder : null;
  } catch {
    return null;
  }
}

function highest(folder: string, name: string): number {
  return Math.max(0, ...generations(folder, name));
}

function generations(folder: string, name: string): number[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.slice(name.length + 1)))
    .filter((generation) => Number.isSafeInteger(generation) && generation > 0);
}

function clearBelow(folder: string, name: string, generation: number): void {
  for (const below of generations(folder, name))
    if (below < generation) rmSync(join(folder, `${name}.${below}`), { force: true });
}
