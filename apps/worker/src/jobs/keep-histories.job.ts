import { FillWaits } from '@app/cases';
import { keepHistories } from '@app/measures';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Works out what cases went through, after many have had facts at once. */
@Injectable()
export class KeepHistoriesJob {
  private running = false;
  private areWaitsFilled = false;

  constructor(
    private readonly db: Database,
    private readonly waits: FillWaits,
  ) {}

  /** Costs a look at the versions of cases while nothing has happened. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await keepHistories(this.db);
      // Every version since writes it by itself, so that once after each start is enough.
      if (!this.areWaitsFilled) await this.waits.run();
      this.areWaitsFilled = true;
    } finally {
      this.running = false;
    }
  }
}
