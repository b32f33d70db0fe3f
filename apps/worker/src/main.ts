import 'reflect-metadata';
import { Database, readConfig, requireRunning } from '@app/platform';
import { answerHealth } from './answer-health';
import { createWorker } from './create-worker';

/** The queue process: as many of them as there is work for. */
async function main(): Promise<void> {
  const config = requireRunning(readConfig());
  const worker = await createWorker(config);
  // Only where it is given, as in a container: on one machine the pages have the usual port.
  if (process.env.PORT) await answerHealth(worker.get(Database), config.port);
  const stop = () => void worker.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that holds a channel to us has gone.
  process.once('disconnect', stop);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
