import { AskAgainService, CASE_SETTINGS, type CaseSettings, MailTroubles } from '@app/cases';
import { isSendingMoment } from '@app/domain';
import { MailLane } from '@app/letters';
import { Clock, Database } from '@app/platform';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';

/** Sends the letters that are waiting. One round at a time; called meanwhile, it goes round again. */
@Injectable()
export class SendLettersJob implements BeforeApplicationShutdown {
  private readonly log = new Logger('Letters');
  private running: Promise<void> | null = null;
  private again = false;
  private paceTimer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly asking: AskAgainService,
    private readonly lane: MailLane,
    private readonly troubles: MailTroubles,
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Resolves when every letter that was waiting at the call has been tried. Never rejects: letters
   * stay in the ledger, and the sweep tries again.
   */
  run(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.rounds()
      .catch((error: Error) => this.log.error(`Letters could not be sent now: ${error.message}`))
      .finally(() => {
        this.running = null;
        this.goOnAtPace();
      });
    return this.running;
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    clearTimeout(this.paceTimer);
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      const { calendar, policy } = await this.settings.policies.now(this.db);
      const maySend = (now: Temporal.Instant): boolean =>
        isSendingMoment(now, calendar, policy.sendingHours);
      if (maySend(this.clock.now())) await this.asking.run();
      await this.lane.sendDue(maySend);
      if (!this.stopping) await this.troubles.tell();
    } while (this.again);
  }

  /** The pace limit let no more leave: go on when it does. */
  private goOnAtPace(): void {
    const until = this.lane.pausedUntil();
    if (until === null || this.stopping) return;
    const ms = until.epochMilliseconds - this.clock.now().epochMilliseconds + 1;
    clearTimeout(this.paceTimer);
    this.paceTimer = setTimeout(() => void this.run(), Math.max(ms, 1));
    this.paceTimer.unref();
  }
}
