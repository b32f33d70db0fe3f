import { CasesAsKnown } from '@app/cases';
import { SiteHistory, SitesService } from '@app/providers';
import { Injectable } from '@nestjs/common';
import { type CaseDetails, presentDetails } from './case-details.schemas';
import { siteAt } from './site-at';
import { presentStanding } from './standing.schemas';

/** A case as it was known at the end of a day gone by, for programs. */
@Injectable()
export class CaseThenReader {
  constructor(
    private readonly known: CasesAsKnown,
    private readonly sites: SitesService,
    private readonly history: SiteHistory,
  ) {}

  /**
   * Who letters went to and what pace was usual then is not kept: `readers` is empty, `slow` null.
   * @param day Europe/London, `YYYY-MM-DD`
   * @throws NotFound, Refused
   */
  async read(id: string, day: string): Promise<CaseDetails> {
    const { row, state, settings, moment } = await this.known.on(id, day);
    const { locationId, parkedUntil, parkedWhy } = row;
    const [site, events] = await Promise.all([
      this.sites.get(locationId),
      this.history.of(locationId),
    ]);
    const then = siteAt(site, events, moment);
    const source = { state, site: then, policy: settings.policy, parkedUntil, parkedWhy };
    return presentDetails(row, presentStanding({ ...source, slow: null, readers: [] }, moment));
  }
}
