import { Retention } from '@app/cases';
import { actingAs } from '@app/platform';
import { Injectable, Logger } from '@nestjs/common';

/** Erases each day what need not be kept any longer. */
@Injectable()
export class RetentionJob {
  private readonly log = new Logger('Retention');

  constructor(private readonly retention: Retention) {}

  async run(): Promise<void> {
    const work = () => this.retention.runDaily();
    const result = await actingAs('system:worker:retention', 'worker', work);
    if (!result) return;
    const counts = Object.entries(result.erased).map(([kind, count]) => `${kind} ${count}`);
    this.log.log(
      `Erased for ${result.day}: ${counts.join(', ') || 'nothing'}; held back: ${result.held}.`,
    );
  }
}
