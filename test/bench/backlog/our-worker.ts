import { Bells } from '@app/follow-ups';
import type { INestApplicationContext } from '@nestjs/common';
import { testConfig } from '../../harness/running-config';
import { answerCalls } from '../contestant';
import { early, later, MovableClock } from '../morning';

type CreateWorker = typeof import('../../../apps/worker/src/create-worker');

const clock = new MovableClock();
let worker: INestApplicationContext;

answerCalls({
  /** The worker as it is shipped, with the mail server given, else with the mail tray. */
  async start({ databaseUrl, smtpUrl }: { databaseUrl: string; smtpUrl?: string }) {
    clock.move(early);
    // Compiled as it is shipped: what stands in for the compiler here leaves out decorators.
    const built = '../../../dist/apps/worker/src/create-worker.js';
    const { createWorker } = require(built) as CreateWorker;
    worker = await createWorker(testConfig(databaseUrl, { smtpUrl }), clock);
  },
  /** Before nine: nothing is due. */
  rest() {
    clock.move(early);
  },
  ready() {},
  /** Past nine: the bell for what is due is set, as the sweep sets it. */
  async send() {
    clock.move(later);
    await worker.get(Bells).setComing();
  },
  /** Lets the morning pass, letter by letter. @returns milliseconds by which its clock is ahead */
  pass() {
    clock.move(later);
    return clock.ahead;
  },
  /** Sets the bells of the coming hours, as the sweep does. */
  async setBells() {
    await worker.get(Bells).setComing();
  },
  async stop() {
    await worker.close();
  },
});
