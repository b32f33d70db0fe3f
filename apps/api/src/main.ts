import 'reflect-metadata';
import { ConfigError, readConfig, requireRunning } from '@app/platform';
import { createApi } from './create-api';

/** Starts the HTTP process alone; `caseload start` runs it together with the worker. */
async function main(): Promise<void> {
  const config = requireRunning(readConfig());
  const app = await createApi({ config });
  await app.listen(config.port);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      app.close().catch(explain);
    });
}

function explain(error: unknown): void {
  const told = error instanceof ConfigError;
  const text = error instanceof Error ? (told ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

main().catch(explain);
