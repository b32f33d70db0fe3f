import { RegisterNews } from '@app/cases';
import { Queues } from '@app/platform';
import { ImportJobs } from '@app/providers';
import type { INestApplicationContext } from '@nestjs/common';
import { ImportFilesJob } from '../../apps/worker/src/jobs/import-files.job';

/** Does what the worker does with files on their way in: reads those that wait, imports the accepted. */
export function importFiles(app: INestApplicationContext): Promise<void> {
  const [queues, jobs, news] = [Queues, ImportJobs, RegisterNews].map((part) =>
    app.get(part as never, { strict: false }),
  ) as [Queues, ImportJobs, RegisterNews];
  return new ImportFilesJob(queues, jobs, news).run();
}
