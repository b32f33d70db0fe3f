import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { SweepJob } from './jobs/sweep.job';

const seconds = 1000;

/** Every repeating job, and why. Each is safe when two workers run it in the same minute. */
@Injectable()
export class Schedule implements OnApplicationBootstrap {
  private readonly log = new Logger('Schedule');
  private sweeping = false;

  constructor(private readonly sweepJob: SweepJob) {}

  /** What was missed while no worker ran is repaired at once. */
  onApplicationBootstrap(): void {
    void this.sweep();
  }

  /** A lost queue is rebuilt, and a killed worker's letters are accounted for, within a minute. */
  @Interval('sweep', 30 * seconds)
  async sweep(): Promise<void> {
    if (this.sweeping) return;
    this.sweeping = true;
    try {
      await this.sweepJob.run();
    } catch (error) {
      this.log.error(`The sweep failed and will be tried again: ${(error as Error).message}`);
    } finally {
      this.sweeping = false;
    }
  }
}
