import { Pool, type PoolConfig } from 'pg';
import { queueSchema } from './queue-schema';

/** PostgreSQL gave up one of two transactions that blocked each other. */
const retryable = new Set(['40P01', '40001']);
const mostAttempts = 5;

/**
 * Connections for the queue on PostgreSQL. With two or more workers the server now and then aborts
 * "finish this job, take the next", and BullMQ would record finished work as failed. Each of its
 * statements is a transaction of its own, so repeating one is safe.
 */
export class QueuePool extends Pool {
  // The overloads of pg's own signature cannot be restated; only the promise form is repeated.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- it must match every overload of pg
  override query(...args: unknown[]): any {
    const call = () => (super.query as (...a: unknown[]) => unknown)(...args);
    const hasCallback = args.some((a) => typeof a === 'function');
    if (typeof args[0] !== 'string' || hasCallback) return call();
    return repeat(call);
  }
}

async function repeat(call: () => unknown): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!retryable.has(code) || attempt >= mostAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 20 * attempt));
    }
  }
}

/** A pool for the queue; `max` must exceed workers and event readers, which hold one each. */
export function queuePool(databaseUrl: string): QueuePool {
  const config: PoolConfig = {
    connectionString: databaseUrl,
    max: 12,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'caseload queue',
    options: `-c search_path=${queueSchema}`,
  };
  const pool = new QueuePool(config);
  pool.on('error', () => undefined);
  return pool;
}
