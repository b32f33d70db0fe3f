import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
import { isSendingMoment } from '@app/domain';
import { MailLane } from '@app/letters';
import { Database } from '@app/platform';
import { Inject, Injectable, Logger } from '@nestjs/common';

/** Sends the letters that are waiting. One round at a time; called meanwhile, it goes round again. */
@Injectable()
export class SendLettersJob {
  private readonly log = new Logger('Letters');
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly lane: MailLane,
    private readonly db: Database,
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
      const { calendar, policy } = await this.settings.policies.now(this.db);
      await this.lane.sendDue((now) => isSendingMoment(now, calendar, policy.sendingHours));
    } while (this.again);
  }
}
