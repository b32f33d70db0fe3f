import 'reflect-metadata';
import { readConfig, requireRunning } from '@app/platform';
import { createWorker } from './create-worker';

/** The queue process: as many of them as there is work for. */
async function main(): Promise<void> {
  const worker = await createWorker(requireRunning(readConfig()));
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
