import { Officers, SignInLinks } from '@app/officers';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SignInLimits } from '../security/sign-in-limits.service';
import { SignInMailer } from './sign-in-mailer';

/**
 * Sends a sign-in link to whoever asked, if they are an officer. It is done after the answer has
 * gone, so that neither its words nor its time tell whether an address is known.
 */
@Injectable()
export class SendLink implements OnModuleDestroy {
  private readonly log = new Logger('SignIn');
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly officers: Officers,
    private readonly links: SignInLinks,
    private readonly limits: SignInLimits,
    private readonly mailer: SignInMailer,
  ) {}

  /** Returns at once; trouble goes to the log. */
  begin(email: string): void {
    const work = this.send(email.trim().toLowerCase())
      .catch((error: Error) => this.log.error(`A sign-in link was not sent: ${error.message}`))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async send(email: string): Promise<void> {
    if (!(await this.limits.mayHaveLink(email))) return;
    const officer = await this.officers.withEmail(email);
    if (officer) await this.mailer.send(officer, await this.links.make(officer.id));
  }
}
