import { importQueue, RegisterNews } from '@app/cases';
import { Queues } from '@app/platform';
import { ImportJobs } from '@app/providers';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * Reads the files that people gave, and brings in those they accepted, one after the other: an
 * import waits for the one before it anyway. A file is leased while it is worked on, so two workers
 * never take the same one, and that of a killed worker is taken up by another when its lease ends.
 */
@Injectable()
export class ImportFilesJob implements OnApplicationBootstrap {
  private readonly log = new Logger('Imports');
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly queues: Queues,
    private readonly jobs: ImportJobs,
    private readonly news: RegisterNews,
  ) {}

  onApplicationBootstrap(): void {
    // Not waited for: a long import must not look like a bell that nobody answers.
    this.queues.worker(importQueue, 1, () => {
      void this.run();
      return Promise.resolve();
    });
  }

  /** Works until no file waits. A call meanwhile makes it look once more. Never throws. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.work().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async work(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        for (let id = await this.jobs.sweep(); id; id = await this.jobs.sweep())
          await this.take(id);
      } catch (error) {
        this.log.error(`Files could not be imported now: ${(error as Error).message}`);
      }
      await this.tell();
    }
  }

  /** Open cases hear of every import, also of one whose process died before it could tell them. */
  private async tell(): Promise<void> {
    try {
      await this.news.tell();
    } catch (error) {
      this.log.error(`Cases could not be told of an import now: ${(error as Error).message}`);
    }
  }

  /** One that cannot be read for a reason of ours is marked so, and the next is taken. */
  private async take(id: string): Promise<void> {
    try {
      const { state } = await this.jobs.get(id);
      if (state === 'waiting' || state === 'reading') await this.jobs.preview(id);
      else await this.jobs.carryOut(id);
    } catch (error) {
      this.log.error(`File ${id} could not be imported: ${(error as Error).message}`);
    }
  }
}
