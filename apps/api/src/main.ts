import 'reflect-metadata';
import { ConfigError, readConfig, requireRunning, type RunningConfig } from '@app/platform';
import { createApi } from './create-api';
import { isDatabaseAway } from './problems/database-away';

/** Starts the HTTP process alone; `caseload start` runs it together with the worker. */
async function main(): Promise<void> {
  const config = requireRunning(readConfig());
  const app = await createApi({ config }).catch((error: unknown) => {
    throw isDatabaseAway(error) ? databaseAway(config, error) : error;
  });
  await app.listen(config.port);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      app.close().catch(explain);
    });
}

function databaseAway({ databaseUrl }: RunningConfig, cause: unknown): ConfigError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const { host } = new URL(databaseUrl);
  return new ConfigError(
    `The PostgreSQL at ${host}, which DATABASE_URL names, cannot be used (${message || code}): ` +
      'start it or correct the address.',
  );
}

function explain(error: unknown): void {
  const text =
    error instanceof ConfigError
      ? error.message
      : error instanceof Error
        ? error.stack
        : String(error);
  process.stderr.write(`${text}\n`);
  // A start that failed half way may have left something open.
  process.exit(1);
}

main().catch(explain);
