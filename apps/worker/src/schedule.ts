import { MailTroubles } from '@app/cases';
import { MailLane } from '@app/letters';
import { actingAs } from '@app/platform';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { BulkJob } from './jobs/bulk.job';
import { FetchMailJob } from './jobs/fetch-mail.job';
import { ImportFilesJob } from './jobs/import-files.job';
import { KeepHistoriesJob } from './jobs/keep-histories.job';
import { KeepMonthsJob } from './jobs/keep-months.job';
import { NightAuditJob } from './jobs/night-audit.job';
import { ReadServicesJob } from './jobs/read-services.job';
import { RetentionJob } from './jobs/retention.job';
import { ReviewQualityJob } from './jobs/review-quality.job';
import { SendMorningLettersJob } from './jobs/send-morning-letters.job';
import { SendWebhooksJob } from './jobs/send-webhooks.job';
import { SweepJob } from './jobs/sweep.job';

const seconds = 1000;

/** Under the name by which the audit knows a job. */
const as = (job: string, work: () => Promise<unknown>): Promise<unknown> =>
  actingAs(`system:worker:${job}`, 'worker', work);

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
    private readonly services: ReadServicesJob,
    private readonly imports: ImportFilesJob,
    private readonly quality: ReviewQualityJob,
    private readonly retention: RetentionJob,
    private readonly bulk: BulkJob,
    private readonly months: KeepMonthsJob,
    private readonly webhooks: SendWebhooksJob,
    private readonly morning: SendMorningLettersJob,
    private readonly histories: KeepHistoriesJob,
  ) {}

  /** What was missed while no worker ran is repaired at once. */
  onApplicationBootstrap(): void {
    void this.sweep();
    void this.fetchMail();
    void this.importFiles();
    void this.workOnMany();
  }

  /**
   * A killed worker's letters are accounted for within 30 seconds of its death, lease included, and
   * somebody is told of every letter that stopped. It costs a look into indexes that hold only such.
   */
  @Interval('leases', 5 * seconds)
  async sweepLeases(): Promise<void> {
    try {
      await as('leases', async () => {
        await this.lane.sweepLeases();
        await this.troubles.tell();
      });
    } catch (error) {
      this.log.error(`Lost letters could not be looked for: ${(error as Error).message}`);
    }
  }

  /** One of the workers looks into the mailbox; what came is read by all. */
  @Interval('mail-in', 60 * seconds)
  async fetchMail(): Promise<void> {
    try {
      await as('mail-in', () => this.mailIn.run());
    } catch (error) {
      this.log.error(`Mail could not be taken in now: ${(error as Error).message}`);
    }
  }

  /**
   * Files that people gave: a bell tells of each at once, this finds those whose bell was lost and
   * those a killed worker had in hand.
   */
  @Interval('imports', 5 * seconds)
  async importFiles(): Promise<void> {
    await as('imports', () => this.imports.run());
  }

  /** Actions on many cases whose bell was lost, or whose worker was killed, go on within seconds. */
  @Interval('bulk', 5 * seconds)
  async workOnMany(): Promise<void> {
    await as('bulk', () => this.bulk.run());
  }

  /** Looked at often; each service says when it is due, and one worker reads it. */
  @Interval('live-services', 60 * seconds)
  async readServices(): Promise<void> {
    try {
      await as('live-services', () => this.services.run());
    } catch (error) {
      this.log.error(`The live services could not be read now: ${(error as Error).message}`);
    }
  }

  /** Looked at often, done once a night: whoever comes first claims the night for all workers. */
  @Interval('night-audit', 10 * 60 * seconds)
  async audit(): Promise<void> {
    try {
      await as('night-audit', () => this.nightAudit.run());
    } catch (error) {
      this.log.error(`The night audit failed: ${(error as Error).message}`);
    }
  }

  /** Looked at often, done once a day at a quiet hour: whoever comes first claims the day. */
  @Interval('retention', 10 * 60 * seconds)
  async eraseWhatIsDue(): Promise<void> {
    try {
      await this.retention.run();
    } catch (error) {
      this.log.error(`What is due could not be erased now: ${(error as Error).message}`);
    }
  }

  /**
   * The measures of a month are kept soon after it is over, and those of a month that was missed as
   * soon as a worker runs again: whoever comes first keeps them for all.
   */
  @Interval('measures', 10 * 60 * seconds)
  async keepMonths(): Promise<void> {
    try {
      await as('measures', () => this.months.run());
    } catch (error) {
      this.log.error(
        `The measures of the month could not be kept now: ${(error as Error).message}`,
      );
    }
  }

  /** Dashboards look at what is kept: it is seconds behind the facts. */
  @Interval('histories', 10 * seconds)
  async keepHistories(): Promise<void> {
    try {
      await as('histories', () => this.histories.run());
    } catch (error) {
      this.log.error(`Histories could not be worked out now: ${(error as Error).message}`);
    }
  }

  /** What the register lacks is counted again within a minute of an import or correction. */
  @Interval('quality', 60 * seconds)
  async reviewQuality(): Promise<void> {
    try {
      await as('quality', () => this.quality.run());
    } catch (error) {
      this.log.error(`The register could not be looked through now: ${(error as Error).message}`);
    }
  }

  /** Programs elsewhere learn within seconds what happened; it costs one look while there are none. */
  @Interval('webhooks', 2 * seconds)
  async sendWebhooks(): Promise<void> {
    try {
      await as('webhooks', () => this.webhooks.run());
    } catch (error) {
      this.log.error(`Webhooks could not be sent now: ${(error as Error).message}`);
    }
  }

  /** What was sent to webhooks is kept for 30 days. */
  @Interval('old-webhook-deliveries', 10 * 60 * seconds)
  async forgetWebhooks(): Promise<void> {
    try {
      await as('webhooks', () => this.webhooks.prune());
    } catch (error) {
      this.log.error(`Old deliveries could not be taken out now: ${(error as Error).message}`);
    }
  }

  /** Each officer has at most one a day, whichever worker writes its row first. */
  @Interval('morning-letters', 60 * seconds)
  async sendMorningLetters(): Promise<void> {
    try {
      await as('morning-letters', () => this.morning.run());
    } catch (error) {
      this.log.error(`Morning letters could not be sent now: ${(error as Error).message}`);
    }
  }

  /** A lost queue is rebuilt, and what was missed is made up for, within a minute. */
  @Interval('sweep', 30 * seconds)
  async sweep(): Promise<void> {
    if (this.sweeping) return;
    this.sweeping = true;
    try {
      await as('sweep', () => this.sweepJob.run());
    } catch (error) {
      this.log.error(`The sweep failed and will be tried again: ${(error as Error).message}`);
    } finally {
      this.sweeping = false;
    }
  }
}
