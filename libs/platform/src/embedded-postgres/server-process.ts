import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account';
import { noBinaries } from './binaries';
import { identityOf, isRunning, type ProcessIdentity } from '../processes/process-identity';

/** How PostgreSQL's programs are run: as the right account, in English, deaf to our environment. */
export function childOptions(workingFolder: string, account: Account | null): SpawnOptions {
  return {
    cwd: workingFolder,
    env: childEnvironment(process.env),
    windowsHide: true,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  };
}

/** PGPORT and its like would change what the programs do, a foreign language what they say. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(PG|LC_|LANG|NODE_|npm_|TZ$)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

export interface Finished {
  code: number | null;
  output: string;
}

/**
 * Runs a program to its end and collects all it writes.
 * @throws StartError no-binaries when it cannot be run at all
 */
export function runToEnd(
  program: string,
  args: string[],
  options: SpawnOptions,
  input = '',
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'pipe' }) as ChildProcess;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    child.on('error', (error) => reject(noBinaries(error)));
    child.on('close', (code) => resolve({ code, output }));
    // A program that ends before it has read everything is judged by how it ended.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/**
 * Ends a server: first by the signal given, which SIGINT makes a fast shutdown (running
 * transactions are rolled back). One that takes longer than `patienceMs` is told to quit at once;
 * its next start then replays the log, nothing committed is lost.
 */
export async function endServer(
  server: ProcessIdentity,
  signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT',
  patienceMs = 30_000,
): Promise<void> {
  signalQuietly(server, signal);
  if (await hasEnded(server, patienceMs)) return;
  signalQuietly(server, 'SIGQUIT');
  if (await hasEnded(server, 10_000)) return;
  signalQuietly(server, 'SIGKILL');
  await hasEnded(server, 5_000);
}

export function signalQuietly(server: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(server)) return;
  try {
    process.kill(server.pid, signal);
  } catch {
    // It ended in this moment.
  }
}

/** Waits until the process has ended; false if it has not within the time. */
export async function hasEnded(server: ProcessIdentity, withinMs: number): Promise<boolean> {
  const limit = performance.now() + withinMs;
  while (isRunning(server)) {
    if (performance.now() > limit) return false;
    await sleep(10);
  }
  return true;
}

export interface StartedServer {
  identity: ProcessIdentity;
  /** Null while it runs; then how it ended. */
  ended(): string | null;
}

/**
 * Starts the server in a process group of its own, so that Ctrl-C in our terminal reaches only us
 * and the applications are closed before their database.
 */
export function spawnServer(
  postgres: string,
  args: string[],
  options: SpawnOptions,
  output: number,
): Promise<StartedServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(postgres, args, {
      ...options,
      detached: true,
      stdio: ['ignore', output, output],
    });
    let ended: string | null = null;
    child.on('error', (error) => reject(noBinaries(error)));
    child.on('exit', (code, signal) => {
      ended = signal ?? `exit status ${code}`;
    });
    child.on('spawn', () => {
      child.unref();
      resolve({ identity: identityOf(child.pid as number), ended: () => ended });
    });
  });
}

/** PostgreSQL refuses to run in an elevated Windows shell; pg_ctl gives up those rights first. */
export async function startByPgCtl(
  pgCtl: string,
  dataFolder: string,
  args: string[],
  log: string,
): Promise<Finished> {
  const quoted = args.map((arg) => `"${arg}"`).join(' ');
  const words = ['start', '-w', '-t', '600', '-D', dataFolder, '-l', log, '-o', quoted];
  return runToEnd(pgCtl, words, childOptions(dirname(dataFolder), null));
}
