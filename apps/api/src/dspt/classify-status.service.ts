import { TellDspt } from '@app/cases';
import type { KnownDsptLevel } from '@app/domain';
import { DsptClassifications, DsptStandings } from '@app/dspt';
import { Clock } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Says what an unknown status comes to, and tells the open cases of all who have it. */
@Injectable()
export class ClassifyStatus {
  constructor(
    private readonly classifications: DsptClassifications,
    private readonly standings: DsptStandings,
    private readonly telling: TellDspt,
    private readonly clock: Clock,
  ) {}

  /**
   * @param level null when it is unknown again
   * @throws BadInput, NotFound as `DsptClassifications.classify`
   */
  async classify(words: string, level: KnownDsptLevel | null, actor: string): Promise<void> {
    const now = this.clock.now();
    const codes =
      level === null
        ? await this.classifications.withdraw(words, actor, now)
        : await this.classifications.classify(words, level, actor, now);
    await this.telling.tell(await this.standings.sitesUnder(codes), actor);
  }
}
