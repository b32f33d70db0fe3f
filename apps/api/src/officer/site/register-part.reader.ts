import {
  Corrections,
  Provenance,
  QualityReports,
  type SiteDetails,
  SiteHistory,
} from '@app/providers';
import { Injectable } from '@nestjs/common';
import { CasePeople } from '../case/case-people';
import { type HistoryLine, presentHistory } from './history.presenter';
import { presentValues, type ValuesPart } from './values.presenter';

/** Reads what the register says of a site, where from, and how it came about. */
@Injectable()
export class RegisterPart {
  constructor(
    private readonly provenance: Provenance,
    private readonly corrections: Corrections,
    private readonly history: SiteHistory,
    private readonly quality: QualityReports,
    private readonly people: CasePeople,
  ) {}

  async of(site: SiteDetails): Promise<ValuesPart & { history: HistoryLine[] }> {
    const id = site.locationId;
    const [origins, corrections, events, quality, officers] = await Promise.all([
      this.provenance.of(id),
      this.corrections.ofSite(id),
      this.history.of(id),
      this.quality.ofSite(id),
      this.people.officers(),
    ]);
    return {
      ...presentValues(site, origins, corrections, quality, officers),
      history: presentHistory(events, officers),
    };
  }
}
