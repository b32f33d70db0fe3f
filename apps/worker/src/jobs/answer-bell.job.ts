import { FireDueService } from '@app/cases';
import { type BellJob, bellQueue, lettersBell } from '@app/follow-ups';
import { Queues } from '@app/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';
import { SendLettersJob } from './send-letters.job';

/** Several bells may ring at one moment; two at a time share what is due. */
const concurrency = 2;

const bellJob: z.ZodType<BellJob> = z.object({ clock: z.string(), at: z.string() });

/**
 * A bell has rung: fires whatever is due by now, and sends the letters of one batch while the next
 * is fired. Which bell it was does not matter, nor whether it rang twice or late.
 */
@Injectable()
export class AnswerBellJob implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly due: FireDueService,
    private readonly letters: SendLettersJob,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.worker(bellQueue, concurrency, (data) => this.run(data));
  }

  async run(data: unknown): Promise<void> {
    const { clock } = bellJob.parse(data);
    const sending: Promise<void>[] = [];
    if (clock !== lettersBell) await this.due.drain(() => sending.push(this.letters.run()));
    await Promise.all([...sending, this.letters.run()]);
  }
}
