import { constants } from 'node:os';
import { readConfig, type RunningConfig } from '@app/platform';
import { openDatabase } from './open-database';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs one verb of the command line on the database and closes it after. A signal stops the embedded
 * server in order, which cuts off the verb's statements, and ends the process.
 * @throws StartError, ConfigError, and whatever the work throws
 */
export async function withDatabase<T>(
  log: (line: string) => void,
  work: (config: RunningConfig) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(), log);
  const onSignal = (signal: (typeof signals)[number]) => {
    void database.stop().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(database.config);
  } finally {
    await database.stop();
    for (const signal of signals) process.off(signal, onSignal);
  }
}
