import { migrate } from '@app/platform';
import { progress } from '../progress';
import { withDatabase } from '../with-database';

/** Brings the database up to date: ours and the queue's. */
export function migrateVerb(): Promise<number> {
  return withDatabase(progress, async (config) => {
    const done = await migrate(config.databaseUrl);
    progress(done.length === 0 ? 'The database was up to date.' : `Ran ${done.join(', ')}.`);
    return 0;
  });
}
