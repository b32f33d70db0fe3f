import { type Clock, clockOf, Database, migrate, type RunningConfig } from '@app/platform';
import { progress } from '../progress';
import { withDatabase } from '../with-database';

/** What a verb works with. */
export interface VerbContext {
  config: RunningConfig;
  db: Database;
  clock: Clock;
}

/** Runs a verb on a database that is up to date, and closes it after. */
export function onMigrated(work: (context: VerbContext) => Promise<number>): Promise<number> {
  return withDatabase(progress, async (config) => {
    await migrate(config.databaseUrl);
    const db = new Database(config.databaseUrl, { max: 4 });
    try {
      return await work({ config, db, clock: clockOf(config) });
    } finally {
      await db.close();
    }
  });
}
