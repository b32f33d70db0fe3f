import { CASE_SETTINGS, type CaseRow, type CaseSettings, CasesService } from '@app/cases';
import { UsualPace } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { SitesService } from '@app/providers';
import { Inject, Injectable } from '@nestjs/common';
import { presentStanding, type StandingAnswer } from './standing.schemas';

/** Where a case stands at this moment, for programs. */
@Injectable()
export class StandingReader {
  constructor(
    private readonly cases: CasesService,
    private readonly sites: SitesService,
    private readonly pace: UsualPace,
    private readonly clock: Clock,
    private readonly db: Database,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  async read({ id, locationId, parkedUntil, parkedWhy }: CaseRow): Promise<StandingAnswer> {
    const [state, site, { policy }, slow] = await Promise.all([
      this.cases.state(id),
      this.sites.get(locationId),
      this.settings.policies.now(this.db),
      this.pace.slowness(id),
    ]);
    return presentStanding({ state, site, policy, parkedUntil, parkedWhy, slow }, this.clock.now());
  }
}
