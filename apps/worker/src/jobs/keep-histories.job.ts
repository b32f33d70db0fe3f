import { keepHistories } from '@app/measures';
import { Database } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Works out what cases went through, after many have had facts at once. */
@Injectable()
export class KeepHistoriesJob {
  private running = false;

  constructor(private readonly db: Database) {}

  /** Costs a look at the versions of cases while nothing has happened. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await keepHistories(this.db);
    } finally {
      this.running = false;
    }
  }
}
