import { type AccountNotice, noticeLetter, type Officer, OfficerMail } from '@app/officers';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/**
 * Work about accounts that goes on after the answer: letters to officers above all, so that no page
 * waits for a mail server, nor tells by its time whether an address is known.
 */
@Injectable()
export class OfficerPost implements OnModuleDestroy {
  private readonly log = new Logger('SignIn');
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly mail: OfficerMail) {}

  /** Returns at once; trouble goes to the log. @param what within a sentence: "A sign-in link" */
  begin(what: string, work: () => Promise<void>): void {
    const run = work()
      .catch((error: Error) => this.log.error(`${what} was not sent: ${error.message}`))
      .finally(() => this.underWay.delete(run));
    this.underWay.add(run);
  }

  /** Tells an officer that something about how they sign in has changed. Returns at once. */
  tell(officer: Pick<Officer, 'name' | 'email'>, notice: AccountNotice): void {
    this.begin('A notice to an officer', () => this.mail.send(officer, noticeLetter(notice)));
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }
}
