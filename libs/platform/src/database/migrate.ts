import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../../migrations';
import { queueSchema } from '../queue/queue-schema';

/** Any number will do; it only has to be the same for every Caseload process. */
const migrationLock = 7_262_401;

/**
 * Brings the database up to date: our tables, then the queue's. Safe to run by several processes at
 * once: one works, the others wait and find nothing to do.
 * @returns the names of the migrations that were run
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const source = new DataSource({
      type: 'postgres',
      url: databaseUrl,
      migrations,
      migrationsTransactionMode: 'each',
      migrationsTableName: 'migration',
      extra: { max: 1 },
    });
    await source.initialize();
    try {
      const done = await source.runMigrations();
      await runMigrations(client as never, queueSchema);
      return done.map((m) => m.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await client.end();
  }
}
