import { CASE_SETTINGS, type CaseSettings } from '@app/cases';
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

  read(query: Omit<ForecastQuery, 'now'>): Promise<Forecast> {
    const { confidential, policies } = this.settings;
    return readForecast(this.db, confidential, policies, { ...query, now: this.clock.now() });
  }
}
