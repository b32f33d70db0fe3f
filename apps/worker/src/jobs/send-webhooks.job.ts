import { DeliverWebhooks, TellOfWebhooks } from '@app/cases';
import { Injectable } from '@nestjs/common';

/** Tells programs elsewhere what happened, and leads when one of them answers no more. */
@Injectable()
export class SendWebhooksJob {
  constructor(
    private readonly deliveries: DeliverWebhooks,
    private readonly telling: TellOfWebhooks,
  ) {}

  /** Begins what is due; the answers are awaited beside it, so that a slow one holds nothing up. */
  async run(): Promise<void> {
    await this.deliveries.run();
    await this.telling.tell();
  }

  /** What is too old to be kept. */
  async prune(): Promise<void> {
    await this.deliveries.prune();
  }
}
