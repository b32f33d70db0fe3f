import { MonthlySnapshots } from '@app/measures';
import { Injectable, Logger } from '@nestjs/common';

/** Keeps the measures of each month once it is over. */
@Injectable()
export class KeepMonthsJob {
  private readonly log = new Logger('Measures');

  constructor(private readonly snapshots: MonthlySnapshots) {}

  /** Costs nothing until another month is over. */
  async run(): Promise<void> {
    const taken = await this.snapshots.run();
    if (taken.length > 0) this.log.log(`The measures of ${taken.join(', ')} are kept.`);
  }
}
