import { MailTroubles } from '@app/cases';
import { MailLane } from '@app/letters';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { FetchMailJob } from './jobs/fetch-mail.job';
import { NightAuditJob } from './jobs/night-audit.job';
import { SweepJob } from './jobs/sweep.job';

const seconds = 1000;

/** Every repeating job, and why. Each is safe when two workers run it in the same minute. */
@Injectable()
export class Schedule implements OnApplicationBootstrap {
  private readonly log = new Logger('Schedule');
  private sweeping = false;

  constructor(
    private readonly sweepJob: SweepJob,
    private readonly lane: MailLane,
    private readonly troubles: MailTroubles,
    private readonly nightAudit: NightAuditJob,
    private readonly mailIn: FetchMailJob,
  ) {}

  /** What was missed while no worker ran is repaired at once. */
  onApplicationBootstrap(): void {
    void this.sweep();
    void this.fetchMail();
  }

  /**
   * A killed worker's letters are accounted for within 30 seconds of its death, lease included, and
   * somebody is told of every letter that stopped. It costs a look into indexes that hold only such.
   */
  @Interval('leases', 5 * seconds)
  async sweepLeases(): Promise<void> {
    try {
      await this.lane.sweepLeases();
      await this.troubles.tell();
    } catch (error) {
      this.log.error(`Lost letters could not be looked for: ${(error as Error).message}`);
    }
  }

  /** One of the workers looks into the mailbox; what came is read by all. */
  @Interval('mail-in', 60 * seconds)
  async fetchMail(): Promise<void> {
    try {
      await this.mailIn.run();
    } catch (error) {
      this.log.error(`Mail could not be taken in now: ${(error as Error).message}`);
    }
  }

  /** Looked at often, done once a night: whoever comes first claims the night for all workers. */
  @Interval('night-audit', 10 * 60 * seconds)
  async audit(): Promise<void> {
    try {
      await this.nightAudit.run();
    } catch (error) {
      this.log.error(`The night audit failed: ${(error as Error).message}`);
    }
  }

  /** A lost queue is rebuilt, and what was missed is made up for, within a minute. */
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
