import { spawn } from 'node:child_process';
import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { require as requireSource } from 'tsx/cjs/api';

/**
 * Starts a PostgreSQL in a new temp folder; `stop()` ends it and removes the folder, and so does
 * the end of this process, however it ends.
 * @param {Record<string, string>} settings server settings that differ from the defaults
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startThrowAwayServer(settings) {
  const home = await mkdtemp(join(await quickFolder(), 'caseload-test-'));
  const guard = guardFolder(home);
  const log = [];
  try {
    const { openEmbeddedPostgres } = fromSource('libs/platform/src/embedded-postgres/index.ts');
    const server = await openEmbeddedPostgres({ home, log: (line) => log.push(line), settings });
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await guard.release();
      },
    };
  } catch (error) {
    await guard.release();
    // Jest shows no cause, so the message tells it.
    const story = [...log, error.message].join('\n');
    throw new Error(`The throw-away PostgreSQL did not start:\n${story}`, { cause: error });
  }
}

/** A run makes and drops hundreds of databases of hundreds of files: in memory that costs half. */
async function quickFolder() {
  const memory = '/dev/shm';
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room > 4 * 1024 ** 3 ? memory : tmpdir();
}

/** Runs the current source, so that a stale build is never what is tried. */
export function fromSource(path) {
  return requireSource(`../../${path}`, import.meta.url);
}

/**
 * A small shell that outlives us, however we end: when its standard input closes it stops the
 * PostgreSQL of this folder, if one still runs, and removes the folder.
 */
function guardFolder(home) {
  const script = `cat > /dev/null
    for file in $(find "$1" -name postmaster.pid); do kill -INT "$(head -n 1 "$file")"; done
    for n in 1 2 3 4 5 6 7 8 9 10; do [ -n "$(find "$1" -name postmaster.pid)" ] && sleep 0.5; done
    rm -rf "$1"`;
  const shell = spawn('sh', ['-c', script, 'guard', home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  shell.unref();
  shell.stdin.unref();
  return {
    release: () => {
      shell.ref();
      shell.stdin.end();
      return ended;
    },
  };
}
