import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
import { audit } from '@app/history';
import { type Forecast, type ForecastQuery, readForecast } from '@app/measures';
import { Clock, Database } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The forecast from this moment on, for pages and programs. */
@Injectable()
export class ForecastReader {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(CASE_SETTINGS) private readonly settings: CaseSettings,
  ) {}

  /** A letter in full names its reader: that somebody saw it stands in the audit. */
  async read(query: Omit<ForecastQuery, 'now'>): Promise<Forecast> {
    const { confidential, policies } = this.settings;
    const asked = { ...query, now: this.clock.now() };
    const forecast = await readForecast(this.db, confidential, policies, asked);
    const { caseId } = query;
    const isShown = forecast.days.some(({ items }) => items.some((item) => item.rendered));
    if (caseId && isShown)
      await audit(this.db, { action: 'details-seen', subject: `case:${caseId}`, cases: [caseId] });
    return forecast;
  }
}
