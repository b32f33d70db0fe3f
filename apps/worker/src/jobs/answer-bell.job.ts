import { FireDueService } from '@app/cases';
import { type BellJob, bellQueue, lettersBell } from '@app/follow-ups';
import { Clock, Queues } from '@app/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { SendLettersJob } from './send-letters.job';

/** Several bells may ring at one moment; two at a time share what is due. */
const concurrency = 2;

/** Clocks of two machines differ; by more than this, the sweep sees to it. */
const longestWaitMs = 5_000;

const bellJob: z.ZodType<BellJob> = z.object({ clock: z.string(), at: z.iso.datetime() });

/**
 * A bell has rung: fires whatever is due by now, and sends the letters of one batch while the next
 * is fired. Which bell it was does not matter, nor whether it rang twice or late.
 */
@Injectable()
export class AnswerBellJob implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly clock: Clock,
    private readonly due: FireDueService,
    private readonly letters: SendLettersJob,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.worker(bellQueue, concurrency, (data) => this.run(data));
  }

  async run(data: unknown): Promise<void> {
    const { clock, at } = bellJob.parse(data);
    await this.waitUntil(Temporal.Instant.from(at));
    if (clock !== lettersBell) await this.due.drain(() => void this.letters.run());
    // Not waited for: a mail server that hangs must not keep other bells from being answered.
    void this.letters.run();
  }

  /** Whoever set the bell may have a clock that is ahead of ours: what it is about is not due yet. */
  private async waitUntil(at: Temporal.Instant): Promise<void> {
    const ms = at.epochMilliseconds - this.clock.now().epochMilliseconds;
    if (ms > 0) await pause(Math.min(ms, longestWaitMs));
  }
}
