import type { Database, Queues } from '@app/platform';
import { migrations } from '../../../../migrations';

/** One thing without which no work can be done. */
export interface HealthCheck {
  name: string;
  /** @throws when it is not there */
  check(): Promise<void>;
}

/** Injection token for the list of `HealthCheck`s. */
export const HEALTH_CHECKS = Symbol('health checks');

export function databaseCheck(db: Database): HealthCheck {
  return {
    name: 'database',
    check: async () => {
      await db.query('SELECT 1');
    },
  };
}

/** Another process may still be migrating, or nobody has: then queries of ours would fail. */
export function migrationsCheck(db: Database): HealthCheck {
  const newest = migrations.at(-1)?.name;
  return {
    name: 'migrations',
    check: async () => {
      const rows = await db.query('SELECT 1 FROM migration WHERE name = $1', [newest]);
      if (rows.length === 0) throw new Error('The database is not up to date.');
    },
  };
}

/** Without it facts are still recorded; the worker's sweep sets the bells. But somebody should look. */
export function queueCheck(queues: Queues): HealthCheck {
  return { name: 'queue', check: () => queues.reach() };
}
