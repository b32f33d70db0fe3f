import { clockOf, Database, migrate, readConfig, requireRunning } from '@app/platform';
import { createApi } from '../../../api/src/create-api';
import { createWorker } from '../../../worker/src/create-worker';
import { firstRunTown as practice } from '../practice/first-run';
import { clearAway, isHalfMade } from '../practice/half-made';
import { progress } from '../progress';
import { type StartSteps, start } from '../start';
import { whereToBegin } from './where-to-begin';
import { makePractice } from './practice';

/** Runs everything in this process; ROLE may leave out the pages or the worker. */
export function startVerb(options: { empty: boolean }): Promise<number> {
  return start(options, stepsFor(readConfig().databaseUrl === undefined));
}

/** @param isOwn whether the database is the embedded one, in which there is nothing but Caseload */
const stepsFor = (isOwn: boolean): StartSteps => ({
  async migrate(url) {
    await migrate(url);
  },
  async practice(url) {
    if (await onDatabase(url, isHalfMade)) {
      if (!isOwn) return progress(halfMade);
      progress('An earlier start was broken off while it made the practice caseload.');
      await clearAway(url);
    }
    await onDatabase(url, async (db) => {
      const [any] = await db.query('SELECT 1 FROM site LIMIT 1');
      if (any) return;
      progress(`Making a practice caseload of ${practice.homes} invented homes …`);
      await makePractice({ config: running(), db, clock: clockOf(running()) }, practice, {
        checked: false,
      });
    });
  },
  async serve(url) {
    const { role, port, publicUrl } = running();
    // What the database is asked first is asked before the pages open.
    const firstPage = await onDatabase(url, (db) =>
      whereToBegin(db, clockOf(running()), publicUrl),
    );
    const closing: (() => Promise<void>)[] = [];
    const close = async (): Promise<void> => {
      await Promise.all(closing.splice(0).map((end) => end()));
    };
    try {
      if (role !== 'worker') {
        const api = await createApi({ config: running() });
        closing.push(() => api.close());
        await api.listen(port);
      }
      if (role !== 'api') {
        const worker = await createWorker(running());
        closing.push(() => worker.close());
      }
    } catch (error) {
      await close();
      throw error;
    }
    return { firstPage, close };
  },
});

const halfMade =
  'The practice caseload is half made: an earlier start was broken off, or another still makes it. ' +
  'For a whole one empty the database and start again.';

/** By now the environment holds the address of the database and the secrets. */
function running() {
  const config = requireRunning(readConfig());
  // Who starts it by hand reads progress lines, not a log, unless they ask for one.
  return process.env.LOG_LEVEL ? config : { ...config, logLevel: 'warn' as const };
}

async function onDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = new Database(url, { max: 4 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
