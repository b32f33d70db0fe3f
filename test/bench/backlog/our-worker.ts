import { Bells } from '@app/follow-ups';
import type { INestApplicationContext } from '@nestjs/common';
import { testConfig } from '../../harness/running-config';
import { answerCalls } from '../contestant';
import { early, later, MovableClock } from '../morning';

type CreateWorker = typeof import('../../../apps/worker/src/create-worker');

const clock = new MovableClock();
let worker: INestApplicationContext;

answerCalls({
  /** The worker as it is shipped, with the mail server given. */
  async start({ databaseUrl, smtpUrl }: { databaseUrl: string; smtpUrl: string }) {
    // Compiled as it is shipped: what stands in for the compiler here leaves out decorators.
    const built = '../../../dist/apps/worker/src/create-worker.js';
    const { createWorker } = require(built) as CreateWorker;
    worker = await createWorker(testConfig(databaseUrl, { smtpUrl }), clock);
  },
  /** Before nine: nothing is due. */
  ready() {
    clock.move(early);
  },
  /** Past nine: the bell for what is due is set, as the sweep sets it. */
  async send() {
    clock.move(later);
    await worker.get(Bells).setComing();
  },
  async stop() {
    await worker.close();
  },
});
