import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIdentity } from '../processes/process-identity';
import { readyBinaries } from './binaries';
import { type DataFolder, findDataFolder, placeForNewData } from './data-folder';
import { explained } from './file-fault';
import { takeLock } from './generation-lock';
import { type Home, openHome, privateFolder } from './home';
import { initialise } from './initialise';
import { countLaunchers, joinLaunchers, type Launcher } from './launchers';
import { makePasswords, readPasswords } from './passwords';
import { postgresMajor } from './postgres-version';
import { resetSuperuser } from './reset-passwords';
import { readyRoles, urlOf } from './roles';
import { findServer, type Server, startServer } from './server';
import { endServer, signalQuietly } from './server-process';
import { StartError } from './start-error';

export interface EmbeddedPostgresOptions {
  /**
   * The folder for data, passwords, log and locks; made when missing. For root below a private
   * folder the data itself goes to `/var/lib/caseload`, where removing `home` leaves it: a throw-away
   * home should be a `mkdtemp` folder itself and not one inside it.
   */
  home: string;
  /** Told what is going on, in whole sentences. */
  log: (line: string) => void;
  /** Server settings, used only if this call starts the server: `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Signs in as `caseload`, owner of the database `caseload`. Holds the password: never log it. */
  url: string;
  /** The server was running already, through another process or after one was killed. */
  adopted: boolean;
  /**
   * Stops the server, unless another process (or another call here) still uses it. Close your
   * connections first: those still open are cut off.
   * @param how `hurry` skips the checkpoint; a second call may hurry a first one that is under way
   */
  stop(how?: { hurry: boolean }): Promise<void>;
}

/**
 * Opens the PostgreSQL that comes with the packages: makes the data when there is none, starts the
 * server or joins the one that already runs on it. Recovers by itself from kill -9 of a launcher or
 * of the server. Several processes may open the same home at the same time.
 * @throws StartError
 */
export async function openEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const home = openHome(options.home);
  return await alone(home, options.log, async () => {
    const launcher = explained(home.path, () => joinLaunchers(home));
    try {
      return await open(home, launcher, options);
    } catch (error) {
      launcher.leave();
      throw error;
    }
  });
}

async function open(
  home: Home,
  launcher: Launcher,
  { log, settings = {} }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  let data = findDataFolder(home);
  const running = data.exists ? await findServer(data, log) : null;
  let passwords = readPasswords(home);
  if (running) {
    passwords ??= makePasswords(home);
    await readyRoles(running, passwords, data.real);
    log(`Using the PostgreSQL that is already running (process ${running.identity.pid}).`);
    const url = urlOf(running.port, passwords);
    return { url, adopted: true, stop: stopper(home, data, running, launcher, log) };
  }
  if (!data.exists) data = placeForNewData(home, data);
  const binaries = readyBinaries(dirname(data.real), data.account);
  const known = passwords !== null;
  passwords ??= makePasswords(home);
  if (!data.exists) {
    log(`Making a new PostgreSQL ${postgresMajor} database in ${data.path}.`);
    if (dirname(data.real) !== home.path)
      log(`Its account may not enter the folders above, so the data itself is in ${data.real}.`);
    await initialise(data, binaries, passwords.superuser, settings.fsync !== 'off');
  } else if (!known) {
    log('The database passwords are missing; setting new ones.');
    await resetSuperuser(data, binaries, passwords);
  }
  const server = await startServer({ home, data, binaries, settings, port: null, log });
  try {
    await readyRoles(server, passwords, data.real);
  } catch (error) {
    await endServer(server.identity);
    throw error;
  }
  log(`PostgreSQL ${postgresMajor} is running (process ${server.identity.pid}).`);
  const url = urlOf(server.port, passwords);
  return { url, adopted: false, stop: stopper(home, data, server, launcher, log) };
}

function stopper(
  home: Home,
  data: DataFolder,
  server: Server,
  launcher: Launcher,
  log: (line: string) => void,
): EmbeddedPostgres['stop'] {
  let hurried = false;
  let ending: ProcessIdentity | null = null;
  const stopUnlessUsed = async () => {
    launcher.leave();
    const others = countLaunchers(home);
    if (others > 0) {
      log(`PostgreSQL stays up for ${others} other ${others > 1 ? 'processes' : 'process'}.`);
      return;
    }
    // Another launcher may have replaced a server that was killed meanwhile.
    const present = await findServer(data, log);
    for (const { identity } of present ? [present, server] : [server]) {
      ending = identity;
      await endServer(identity, hurried ? 'SIGQUIT' : 'SIGINT');
    }
    log('PostgreSQL has stopped.');
  };
  let stopping: Promise<void> | undefined;
  return (how = { hurry: false }) => {
    hurried ||= how.hurry;
    if (hurried && ending) signalQuietly(ending, 'SIGQUIT');
    stopping ??= alone(home, log, stopUnlessUsed).catch((error: unknown) => {
      // A full disk has no room for the lock, and all the more must not keep the server up.
      if (error instanceof StartError) return stopUnlessUsed();
      throw error;
    });
    return stopping;
  };
}

/** Runs `work` while no other process starts or stops the server of this home. */
async function alone<T>(home: Home, log: (line: string) => void, work: () => Promise<T>) {
  const folder = privateFolder(home, 'locks');
  const limit = performance.now() + 600_000;
  for (let told = false; ; ) {
    const lock = explained(folder, () => takeLock(folder, 'database', home.owner));
    if (!('heldBy' in lock)) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told)
      log(`Waiting for process ${lock.heldBy.pid}, which is starting or stopping PostgreSQL.`);
    told = true;
    if (performance.now() > limit)
      throw new StartError(
        'busy',
        `Process ${lock.heldBy.pid} has been starting or stopping PostgreSQL for ten minutes: end ` +
          'it and start again.',
      );
    await sleep(20);
  }
}
