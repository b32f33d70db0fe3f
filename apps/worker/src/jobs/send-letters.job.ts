import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
import { isSendingMoment } from '@app/domain';
import { MailLane } from '@app/letters';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';

/** Sends the letters that are waiting. One round at a time; called meanwhile, it goes round again. */
@Injectable()
export class SendLettersJob {
  private readonly log = new Logger('Letters');
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly lane: MailLane,
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
      });
    return this.running;
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await this.lane.sendDue((now) => this.maySend(now));
    } while (this.again);
  }

  private maySend(now: Temporal.Instant): boolean {
    const { calendar, policy } = this.settings.clocks;
    return isSendingMoment(now, calendar, policy.sendingHours);
  }
}
