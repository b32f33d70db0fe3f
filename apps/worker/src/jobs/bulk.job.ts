import { bulkQueue, BulkWork } from '@app/cases';
import { Queues } from '@app/platform';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * Works through actions on many cases. A bell tells of each at once; the next look finds those whose
 * bell was lost, and goes on where a killed worker stopped.
 */
@Injectable()
export class BulkJob implements OnApplicationBootstrap {
  private readonly log = new Logger('Bulk');
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly queues: Queues,
    private readonly work: BulkWork,
  ) {}

  onApplicationBootstrap(): void {
    // Not waited for: a thousand cases must not look like a bell that nobody answers.
    this.queues.worker(bulkQueue, 1, () => {
      void this.run();
      return Promise.resolve();
    });
  }

  /** Works until nothing waits. A call meanwhile makes it look once more. Never throws. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.lookWhileAsked().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        await this.work.forgetOld();
        await this.work.runAll();
      } catch (error) {
        this.log.error(`Many cases could not be worked on now: ${(error as Error).message}`);
      }
    }
  }
}
