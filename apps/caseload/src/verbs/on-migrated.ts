import { type Clock, clockOf, Database, migrate, type RunningConfig } from '@app/platform';
import { progress } from '../progress';
import { type Interruption, withDatabase } from '../with-database';

/** What a verb works with. */
export interface VerbContext {
  config: RunningConfig;
  db: Database;
  clock: Clock;
  /** For verbs that end in order when somebody wants them to. */
  interruption: Interruption;
}

/** Runs a verb on a database that is up to date, and closes it after. */
export function onMigrated(work: (context: VerbContext) => Promise<number>): Promise<number> {
  return withDatabase(progress, async (config, interruption) => {
    await migrate(config.databaseUrl);
    const db = new Database(config.databaseUrl, { max: 4 });
    try {
      return await work({ config, db, clock: clockOf(config), interruption });
    } finally {
      await db.close();
    }
  });
}
