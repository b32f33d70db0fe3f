import { constants } from 'node:os';
import { readConfig, type RunningConfig } from '@app/platform';
import { openDatabase } from './open-database';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C may arrive twice: from the terminal, and handed on by npm. */
const sameStrokeMs = 500;

/** Lets a verb end in order when somebody wants it to. */
export interface Interruption {
  /** From here on the first signal calls this instead of ending the process; a second one ends it. */
  onFirst(stop: () => void): void;
}

/**
 * Runs one verb of the command line on the database and closes it after. A signal stops the embedded
 * server in order, which cuts off the verb's statements, and ends the process; unless the verb ends
 * by itself at the first one.
 * @throws StartError, ConfigError, and whatever the work throws
 */
export async function withDatabase<T>(
  log: (line: string) => void,
  work: (config: RunningConfig, interruption: Interruption) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(), log);
  let stop: (() => void) | null = null;
  let first: number | null = null;
  const onSignal = (signal: (typeof signals)[number]) => {
    const now = performance.now();
    if (stop && first === null) {
      first = now;
      stop();
    } else if (first === null || now - first >= sameStrokeMs)
      void database.stop().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(database.config, {
      onFirst: (gently) => {
        stop = gently;
      },
    });
  } finally {
    await database.stop();
    for (const signal of signals) process.off(signal, onSignal);
  }
}
