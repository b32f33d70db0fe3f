import { LinkAgain } from '@app/cases';
import type { AnswerLink } from '@app/letters';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { AnswerLimits } from './answer-limits.service';

/**
 * Sends a new link for an old one. It is done after the answer has gone, so that neither its words
 * nor its time tell whether the old one was known.
 */
@Injectable()
export class SendLinkAgain implements OnModuleDestroy {
  private readonly log = new Logger('Answers');
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly links: LinkAgain,
    private readonly limits: AnswerLimits,
  ) {}

  /** Returns at once; trouble goes to the log. */
  begin(link: AnswerLink): void {
    const work = this.send(link)
      .catch((error: Error) => this.log.error(`A new link was not sent: ${error.message}`))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async send(link: AnswerLink): Promise<void> {
    if (await this.limits.mayHaveLink(link.addressKey)) await this.links.send(link);
  }
}
