import { DomainError, fold, londonDay } from '@app/domain';
import { BellSetter, type DueMoment } from '@app/follow-ups';
import { factsOfCase } from '@app/history';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { lockCase } from '../case.repository';
import { CASE_SETTINGS, type CaseSettings } from '../case-settings';
import { RecordFactService } from '../record-fact.service';
import { DsptNews } from './dspt-news.service';

/** Tells open cases what a person's decision has made of the DSPT lists for them. */
@Injectable()
export class TellDspt {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly bells: BellSetter,
    private readonly recording: RecordFactService,
    private readonly news: DsptNews,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /**
   * Records the publication each of these sites stands under now with its open case, when the case
   * does not know it: a case at a time, and safe to do again. A case that refuses the fact keeps what
   * it knows; its page shows that the list says something else.
   * @param actor who decided
   * @returns the cases that were told
   */
  async tell(locationIds: readonly string[], actor: string): Promise<string[]> {
    const cases = await this.db.query<{ id: string }>(
      'SELECT id FROM application_case WHERE open AND location_id = ANY ($1) ORDER BY id',
      [locationIds],
      'open-cases-of-sites',
    );
    const told: string[] = [];
    for (const { id } of cases) {
      const wanted = await this.tellCase(id, actor);
      if (wanted === null) continue;
      told.push(id);
      await this.bells.setFor(wanted);
    }
    return told;
  }

  /** @returns what goes out when; null when there was nothing to tell */
  private async tellCase(caseId: string, actor: string): Promise<DueMoment[] | null> {
    try {
      return await this.db.transaction(async (tx) => {
        const row = await lockCase(tx, caseId);
        if (!row.open) return null;
        const { sealer } = this.settings.confidential;
        const state = fold(await factsOfCase(tx, sealer, caseId));
        const today = londonDay(this.clock.now()).toString();
        const fact = await this.news.factFor(tx, row.locationId, state, today);
        if (!fact) return null;
        return (await this.recording.recordWithin(tx, caseId, [fact], actor)).wanted;
      });
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}
