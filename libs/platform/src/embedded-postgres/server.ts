import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import { type DataFolder, damaged } from './data-folder';
import { diskFull, notWritable } from './file-fault';
import type { Home } from './home';
import { endLingeringChildren } from './lingering-children';
import { isServerOf, readPostmasterFile } from './postmaster-file';
import { identityOf, type ProcessIdentity } from '../processes/process-identity';
import { complaintIn, tellingLine } from './server-complaint';
import { openServerLog, type ServerLog } from './server-log';
import {
  childOptions,
  hasEnded,
  type StartedServer,
  spawnServer,
  startByPgCtl,
} from './server-process';
import { StartError } from './start-error';

export interface Server {
  identity: ProcessIdentity;
  port: number;
}

export interface ServerStart {
  home: Home;
  data: DataFolder;
  binaries: Binaries;
  settings: Record<string, string>;
  /** Null: any free one. */
  port: number | null;
  log: (line: string) => void;
}

/** One person's machine: loopback only, and nothing personal in the log. */
const ownSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  log_checkpoints: 'off',
  // A failed statement and the detail "Key (email)=(…) exists" would put people's data in the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * The server that already runs on this data, ready for use, or null. One that is still starting or
 * stopping is waited for; what a dead one left is cleared away.
 */
export async function findServer(
  data: DataFolder,
  log: (line: string) => void,
): Promise<Server | null> {
  const patience = impatience(log, 'Waiting for the PostgreSQL that is already running');
  for (;;) {
    const file = readPostmasterFile(data.real);
    if (!file) return null;
    if (!isServerOf(file.pid, data.real)) {
      // Killed, or a zombie nobody collects, or its number now belongs to another program. PostgreSQL
      // itself would take the last two for a live server and refuse to start.
      rmSync(join(data.real, 'postmaster.pid'), { force: true });
      return null;
    }
    const identity = identityOf(file.pid);
    if (file.status === 'stopping') await hasEnded(identity, 1_000);
    else if (file.status === 'ready' && file.port) return { identity, port: file.port };
    else await sleep(20);
    patience();
  }
}

/**
 * Starts the server on data that exists and waits until it takes connections, which after a crash
 * includes replaying its log.
 * @throws StartError disk-full, data-damaged, folder-not-writable, no-binaries, server-failed
 */
export async function startServer(start: ServerStart): Promise<Server> {
  const limit = performance.now() + 15_000;
  for (let attempt = 1; ; attempt++) {
    const log = openServerLog(start.home);
    let failure: string;
    try {
      const port = start.port ?? (await freePort());
      const outcome = await tryToStart(start, port, log);
      if (typeof outcome !== 'string') return { identity: outcome, port };
      failure = outcome;
    } finally {
      log.close();
    }
    const complaint = complaintIn(failure);
    const patient = performance.now() < limit;
    if (complaint === 'port-taken' && patient && attempt < 8) {
      // With a port of our own choice the next one will do; a wanted one may be let go in a moment.
      if (start.port) await sleep(250);
    } else if (complaint === 'old-server-lingers' && patient) {
      await sleep(250);
      if (attempt >= 4) endLingeringChildren(start.data.real);
    } else throw refusal(start, failure);
  }
}

/** @returns the running server, or what the failed one wrote */
async function tryToStart(
  start: ServerStart,
  port: number,
  log: ServerLog,
): Promise<ProcessIdentity | string> {
  const { data, binaries } = start;
  const args = serverArguments(port, start.settings);
  if (process.platform === 'win32') {
    const { code, output } = await startByPgCtl(binaries.pgCtl, data.real, args, log.path);
    const file = readPostmasterFile(data.real);
    return code === 0 && file ? identityOf(file.pid) : log.read() + output;
  }
  const options = childOptions(dirname(data.real), data.account);
  const whole = ['-D', data.real, ...args];
  const server = await spawnServer(binaries.postgres, whole, options, log.descriptor);
  return (await becomesReady(server, data, start.log)) ? server.identity : log.read();
}

export function serverArguments(port: number, settings: Record<string, string>): string[] {
  const all = { ...ownSettings, ...settings };
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-p', String(port), ...words];
}

/** @returns false if it ended instead */
async function becomesReady(
  server: StartedServer,
  data: DataFolder,
  log: (line: string) => void,
): Promise<boolean> {
  const patience = impatience(log, 'PostgreSQL is repairing itself after a crash');
  for (;;) {
    if (server.ended()) return false;
    const file = readPostmasterFile(data.real);
    if (file?.pid === server.identity.pid && file.status === 'ready') return true;
    await sleep(5);
    patience();
  }
}

function refusal(start: ServerStart, text: string): StartError {
  const { data } = start;
  const said = tellingLine(text);
  switch (complaintIn(text)) {
    case 'disk-full':
      return diskFull(data.real);
    case 'not-writable':
      return notWritable(data.real);
    case 'port-taken':
      return new StartError(
        'server-failed',
        `PostgreSQL could not listen on 127.0.0.1 (it said: ${said}): check what uses its ports ` +
          'and start again.',
      );
    case 'old-server-lingers':
      return new StartError(
        'server-failed',
        `Parts of an earlier PostgreSQL still use the data in ${data.path} (it said: ${said}): ` +
          'end those processes and start again.',
      );
    case 'no-memory':
      return new StartError(
        'server-failed',
        `There is not enough memory for PostgreSQL (it said: ${said}): close other programs and ` +
          'start again.',
      );
    case 'other':
      return damaged(data.path, `does not start (PostgreSQL says: ${said})`);
  }
}

/** Calls `log` every ten seconds of waiting, so that nobody takes a long repair for a hang. */
function impatience(log: (line: string) => void, line: string): () => void {
  const begin = performance.now();
  let told = 0;
  return () => {
    const seconds = Math.floor((performance.now() - begin) / 1000);
    if (seconds < told + 10) return;
    told = seconds;
    log(`${line} (${seconds} s so far).`);
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
