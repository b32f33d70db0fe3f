import { TakeInMail } from '@app/cases';
import { FetchMail } from '@app/letters';
import { Inject, Injectable, Logger } from '@nestjs/common';

/**
 * Looks into the association's mailbox and takes in what came. One look at a time; a call meanwhile
 * does nothing, since the next minute brings another.
 */
@Injectable()
export class FetchMailJob {
  private readonly log = new Logger('MailIn');
  private running = false;
  private failing: string | null = null;

  /** @param fetching null when no mailbox is named */
  constructor(
    @Inject(FetchMail) private readonly fetching: FetchMail | null,
    private readonly taking: TakeInMail,
  ) {}

  /** @throws what the database threw; messages that are stored wait for the next call */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      const fetched = await this.fetching?.run();
      if (fetched) this.tell(fetched.failure);
      const count = await this.taking.run();
      if (count > 0) this.log.log(`${count} messages were taken in.`);
    } finally {
      this.running = false;
    }
  }

  /** Said once, not every minute; the pages show it as long as it lasts. */
  private tell(failure: string | null): void {
    if (failure !== null && failure !== this.failing)
      this.log.error(`Mail is not coming in: ${failure}.`);
    if (failure === null && this.failing !== null) this.log.log('Mail is coming in again.');
    this.failing = failure;
  }
}
