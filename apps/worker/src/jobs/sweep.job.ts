import { FireDueService } from '@app/cases';
import { Bells } from '@app/follow-ups';
import { MailLane } from '@app/letters';
import { faultPoint } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { SendLettersJob } from './send-letters.job';

/**
 * Repairs whatever was missed: sets the bells of the coming hours (all of them, if the queue was
 * lost), fires what is overdue, marks letters whose sender died as unknown, and sends what waits.
 */
@Injectable()
export class SweepJob {
  constructor(
    private readonly bells: Bells,
    private readonly due: FireDueService,
    private readonly lane: MailLane,
    private readonly letters: SendLettersJob,
  ) {}

  async run(): Promise<void> {
    await this.lane.sweepLeases();
    faultPoint('sweep');
    await this.bells.setComing();
    await this.due.drain(() => void this.letters.run());
    // Not waited for: a mail server that hangs must not keep the next sweep from coming.
    void this.letters.run();
  }
}
